package dev.runnel.tools;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Tool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A tool and what it does.
 *
 * @param ownTimeout how long it may take; null: as long as any other
 */
record RegisteredTool(Tool tool, ToolFunction function, @Nullable Duration ownTimeout) {
  RegisteredTool {
    requireNonNull(tool, "tool is null");
    requireNonNull(function, "function is null");
  }
}
