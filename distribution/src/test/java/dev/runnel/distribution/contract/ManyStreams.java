package dev.runnel.distribution.contract;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.EndpointConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own, which knows the core alone: asks many times at once and checks each answer.
 * Arguments: how many streams a provider gets, and each provider with its base URL.
 */
public final class ManyStreams {
  /** How many tokens follow the first one. */
  static final int TOKENS = 40;

  private record Stream(String message, Call call, StringBuffer text) {}

  private ManyStreams() {}

  public static void main(String[] arguments) throws Exception {
    int each = Integer.parseInt(arguments[0]);
    List<Stream> streams = new ArrayList<>();
    int whole = 0;
    Map<String, Integer> threads;
    try (Providers providers = Providers.discover()) {
      for (int given = 1; given < arguments.length; given += 2) {
        String id = arguments[given];
        EndpointConfig.Builder config = EndpointConfig.builder(providers.require(id).description());
        AtSandbox.of(arguments[given + 1], id).all().forEach(config::set);
        ChatClient client = providers.connect(config.build());
        for (int i = 0; i < each; i++) {
          String message = "stream " + i + " of " + id;
          StringBuffer text = new StringBuffer();
          Stream stream = new Stream(message, client.call(ChatRequest.of(message)), text);
          stream.call.stream(text::append);
          streams.add(stream);
        }
      }
      threads = threads();
      for (Stream stream : streams) {
        Outcome outcome = stream.call.outcome().toCompletableFuture().get(60, TimeUnit.SECONDS);
        if (outcome instanceof Outcome.Completed
            && stream.text.toString().equals(answer(stream.message))) {
          whole++;
        } else {
          System.err.println(stream.message + ": " + outcome + " after " + stream.text);
        }
      }
    }
    System.err.println("All started, with " + threads);
    var memory = ManagementFactory.getMemoryMXBean();
    System.out.println("whole " + whole);
    System.out.println("threads " + ManagementFactory.getThreadMXBean().getPeakThreadCount());
    System.out.println("heap MiB " + (memory.getHeapMemoryUsage().getUsed() >> 20));
    System.exit(whole == streams.size() ? 0 : 1);
  }

  /** The live threads, counted by their names without numbers. */
  private static Map<String, Integer> threads() {
    Map<String, Integer> count = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      count.merge(thread.getName().replaceAll("\\d+", "#"), 1, Integer::sum);
    }
    return count;
  }

  /** What the upstream answers to a message. */
  static String answer(String message) {
    return String.join("", tokens(message));
  }

  static List<String> tokens(String message) {
    List<String> tokens = new ArrayList<>();
    tokens.add("😀 ");
    for (int i = 0; i < TOKENS; i++) {
      tokens.add(message + ", token " + i + "; ");
    }
    return tokens;
  }
}
