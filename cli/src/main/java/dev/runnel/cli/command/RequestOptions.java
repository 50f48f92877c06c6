package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.cli.input.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the model is to answer. */
final class RequestOptions {
  @Option(
      names = {"-s", "--system"},
      paramLabel = "TEXT",
      description = "How the model is to behave.")
  @Nullable String system;

  @Option(
      names = {"-t", "--temperature"},
      paramLabel = "NUMBER",
      description = "Randomness, usually 0 to 2.")
  @Nullable Double temperature;

  @Option(
      names = "--max-tokens",
      paramLabel = "COUNT",
      description = "The most tokens the answer may have.")
  @Nullable Integer maxTokens;

  @Option(
      names = "--strict",
      description = "Refuse to ask where a part of the request would be dropped.")
  boolean strict;

  /** Refuses values out of range. */
  void check() {
    if (temperature != null && temperature < 0) {
      throw new UsageException("--temperature is 0 or more, not " + temperature + ".");
    }
    if (maxTokens != null && maxTokens < 1) {
      throw new UsageException("--max-tokens is 1 or more, not " + maxTokens + ".");
    }
  }

  /** A request with these settings, and nothing else yet. */
  ChatRequest.Builder request() {
    return ChatRequest.builder().temperature(temperature).maxTokens(maxTokens).strict(strict);
  }
}
