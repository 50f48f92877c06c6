package dev.runnel.testkit.contract;

import java.util.Locale;
import java.util.Map;

/**
 * A contract's report, for terminals and for browsers.
 *
 * @param name whose it is
 * @param verdicts by rule number; a rule that is not there was not run
 */
record ReportText(String name, Map<String, Verdict> verdicts) {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100% }
      td, th { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top }
      pre { margin: 0; white-space: pre-wrap; font-size: 13px }
      .kept td:first-child { color: #176b2c } .broken { background: #fdeaea } .skipped, .not-run { color: #666 }
      """;

  String text() {
    StringBuilder text = new StringBuilder(summary()).append("\n");
    int chapter = 0;
    for (ContractRule rule : ContractRules.all()) {
      if (rule.chapter() != chapter) {
        chapter = rule.chapter();
        text.append('\n').append(rule.source()).append('\n');
      }
      Verdict verdict = of(rule);
      text.append(
          String.format(
              Locale.ROOT, "  %-7s  %-5s  %s%n", word(verdict), rule.number(), rule.sentence()));
      if (!verdict.words().isEmpty()) {
        text.append(verdict.words().indent(18));
      }
    }
    return text.toString();
  }

  String html() {
    StringBuilder html =
        new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>")
            .append(escaped(name))
            .append("</title>\n<style>\n")
            .append(STYLE)
            .append("</style>\n<h1>The contract of a provider</h1>\n<p>")
            .append(escaped(summary()))
            .append("</p>\n<table>\n<tr><th></th><th>Rule</th><th></th></tr>\n");
    for (ContractRule rule : ContractRules.all()) {
      Verdict verdict = of(rule);
      html.append("<tr class=\"")
          .append(word(verdict).replace(' ', '-'))
          .append("\" id=\"rule-")
          .append(rule.number())
          .append("\"><td>")
          .append(word(verdict))
          .append("</td><td>")
          .append(rule.number())
          .append("</td><td>")
          .append(escaped(rule.sentence()));
      if (!verdict.words().isEmpty()) {
        html.append("<pre>").append(escaped(verdict.words())).append("</pre>");
      }
      html.append("</td></tr>\n");
    }
    return html.append("</table>\n</html>\n").toString();
  }

  /** How many of which, on one line. */
  String summary() {
    return name
        + ": "
        + count(Verdict.Kind.KEPT)
        + " rules kept, "
        + count(Verdict.Kind.BROKEN)
        + " broken, "
        + count(Verdict.Kind.SKIPPED)
        + " skipped, "
        + count(Verdict.Kind.NOT_RUN)
        + " not run";
  }

  private long count(Verdict.Kind kind) {
    return ContractRules.all().stream().filter(rule -> of(rule).kind() == kind).count();
  }

  private Verdict of(ContractRule rule) {
    return verdicts.getOrDefault(rule.number(), Verdict.NOT_RUN);
  }

  private static String word(Verdict verdict) {
    return verdict.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
