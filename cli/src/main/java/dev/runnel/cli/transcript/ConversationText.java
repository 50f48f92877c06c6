package dev.runnel.cli.transcript;

import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.history.ConversationSummary;
import dev.runnel.history.ExchangeState;
import dev.runnel.history.SearchHit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Conversations as lines of a list. */
public final class ConversationText {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final int OPENING = 60;

  private ConversationText() {}

  /** One line each: id, when, who answered, how it begins. */
  public static List<String> list(List<ConversationSummary> summaries) {
    int width =
        summaries.stream()
            .mapToInt(one -> who(one.endpoint(), one.model()).length())
            .max()
            .orElse(0);
    return summaries.stream().map(one -> line(one, width)).toList();
  }

  private static String line(ConversationSummary summary, int width) {
    String who = who(summary.endpoint(), summary.model());
    return summary.id()
        + "  "
        + minute(summary.lastAt())
        + "  "
        + who
        + " ".repeat(width - who.length())
        + "  "
        + summary.standIn().map(name -> "(" + name + ") ").orElse("")
        + (summary.state() == ExchangeState.COMPLETED
            ? ""
            : "[" + summary.state().wireName() + "] ")
        + shortened(summary.opening());
  }

  /** One line: id, when, who said it, and what. */
  public static String line(SearchHit hit, boolean colour) {
    String excerpt = oneLine(hit.excerpt());
    return hit.conversation()
        + "  "
        + minute(hit.at())
        + "  "
        + hit.role().wireName()
        + ": "
        + (colour ? bold(excerpt) : plain(excerpt));
  }

  /** Who answered: {@code endpoint/model}. */
  static String who(String endpoint, Optional<String> model) {
    return model.map(name -> endpoint + "/" + name).orElse(endpoint);
  }

  /** A time on this machine's clock. */
  static String minute(Instant time) {
    return MINUTE.format(time.atZone(ZoneId.systemDefault()));
  }

  /** An excerpt without the marks around what was found. */
  static String plain(String excerpt) {
    return excerpt
        .replace(String.valueOf(SearchHit.OPEN), "")
        .replace(String.valueOf(SearchHit.CLOSE), "");
  }

  // The marks are control characters: whatever else steers a terminal is neutralised between them.
  private static String bold(String excerpt) {
    StringBuilder bold = new StringBuilder();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < excerpt.length(); i++) {
      char c = excerpt.charAt(i);
      if (c == SearchHit.OPEN || c == SearchHit.CLOSE) {
        bold.append(safe(piece)).append(c == SearchHit.OPEN ? "\u001b[1m" : "\u001b[0m");
        piece.setLength(0);
      } else {
        piece.append(c);
      }
    }
    return bold.append(safe(piece)).append("\u001b[0m").toString();
  }

  private static String safe(CharSequence text) {
    return ControlCharacters.neutralised(text.toString());
  }

  private static String shortened(String text) {
    String line = oneLine(text);
    if (line.codePointCount(0, line.length()) <= OPENING) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, OPENING - 1)) + "…";
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
