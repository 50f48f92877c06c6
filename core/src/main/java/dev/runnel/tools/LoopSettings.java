package dev.runnel.tools;

import dev.runnel.guard.CallRuntime;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How a loop runs.
 *
 * @param tools by name, in the order in which models are told of them
 * @param toolTimeout how long a function may run that has no time of its own
 * @param maxRounds how often a model is asked at most
 * @param parallel how many functions of one round run at a time
 * @param executor where functions run
 */
record LoopSettings(
    Map<String, RegisteredTool> tools,
    Duration toolTimeout,
    int maxRounds,
    int parallel,
    Executor executor,
    Function<? super Exception, String> errorText,
    CallRuntime runtime) {
  LoopSettings {
    tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
  }
}
