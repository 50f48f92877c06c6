package dev.runnel.cli.repl;

import dev.runnel.api.CallReport;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.cli.shell.ControlCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said below an answer: who gave it, how many tokens it took, and how fast it came. */
final class StatusLine {
  private StatusLine() {}

  static String of(Outcome outcome, Pace pace) {
    List<String> facts = new ArrayList<>();
    facts.add(who(outcome.report()));
    Usage usage = outcome.usage();
    String about = usage.source() == Usage.Source.ESTIMATED ? "~" : "";
    usage.inputTokens().ifPresent(tokens -> facts.add(about + tokens + " in"));
    usage.outputTokens().ifPresent(tokens -> facts.add(about + tokens + " out"));
    if (usage.outputTokens().isPresent() && pace.rate(usage.outputTokens().getAsLong()) > 0) {
      facts.add(number(pace.rate(usage.outputTokens().getAsLong())) + " tokens/s");
    }
    if (pace.hadContent()) {
      facts.add("first token " + number(pace.secondsToFirstContent()) + " s");
    }
    facts.add(number(pace.seconds()) + " s");
    if (outcome instanceof Outcome.Cancelled) {
      facts.add("stopped");
    }
    return String.join(" · ", facts);
  }

  private static String who(CallReport report) {
    String who = report.endpoint() + report.model().map(model -> "/" + model).orElse("");
    return ControlCharacters.neutralised(who);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
