package dev.runnel.cli.render;

import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a call used, on one line for a person. */
public final class UsageText {
  private UsageText() {}

  /**
   * The line, such as {@code usage: 12 tokens in (8 cached), 34 out, 45.3 tokens/s;
   * openai/gpt-5-mini}.
   */
  public static String of(Outcome outcome, Tempo tempo) {
    Usage usage = outcome.usage();
    return "usage: "
        + counts(usage)
        + rate(tempo.tokensPerSecond(usage))
        + "; "
        + outcome.report().endpoint()
        + outcome.report().model().map(model -> "/" + model).orElse("");
  }

  /** Such as {@code , 45.3 tokens/s}; empty where nobody can tell. */
  public static String rate(OptionalDouble tokensPerSecond) {
    return tokensPerSecond.isEmpty()
        ? ""
        : String.format(Locale.ROOT, ", %.1f tokens/s", tokensPerSecond.getAsDouble());
  }

  private static String counts(Usage usage) {
    if (usage.source() == Usage.Source.ABSENT) {
      return "the service did not say";
    }
    String counts =
        (usage.inputTokens().isPresent() ? usage.inputTokens().getAsLong() : "?")
            + " tokens in"
            + details(
                detail(usage.cachedInputTokens(), "cached"),
                detail(usage.cacheWriteInputTokens(), "written to the cache"))
            + ", "
            + (usage.outputTokens().isPresent() ? usage.outputTokens().getAsLong() : "?")
            + " out"
            + details(detail(usage.reasoningTokens(), "reasoning"));
    return usage.source() == Usage.Source.ESTIMATED ? "about " + counts : counts;
  }

  private static String detail(OptionalLong tokens, String what) {
    return tokens.orElse(0) == 0 ? "" : tokens.getAsLong() + " " + what;
  }

  private static String details(String... details) {
    List<String> told = new ArrayList<>();
    for (String detail : details) {
      if (!detail.isEmpty()) {
        told.add(detail);
      }
    }
    return told.isEmpty() ? "" : " (" + String.join(", ", told) + ")";
  }
}
