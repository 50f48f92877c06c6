package dev.runnel.provider.ollama;

import dev.runnel.http.json.JsonWriter;
import java.util.regex.Pattern;

/**
 * How long Ollama keeps a model in memory after a request, as it is written there: seconds, or a
 * time with its unit; 0 unloads at once, below zero is for ever.
 */
record KeepAlive(String text) {
  private static final Pattern SECONDS = Pattern.compile("-?\\d{1,15}");
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?(ns|us|µs|ms|s|m|h))+");

  /** Checks a value of the option; gives it as it is. */
  static String check(String text) {
    String value = text.strip();
    if (SECONDS.matcher(value).matches() || DURATION.matcher(value).matches()) {
      return value;
    }
    throw new IllegalArgumentException(
        "expected seconds or a time such as 10m, 1h30m, 0 or -1, got '" + value + "'");
  }

  /** A number is sent as a number: as a text it would lack its unit. */
  void write(JsonWriter json) {
    if (SECONDS.matcher(text).matches()) {
      json.value(Long.parseLong(text));
    } else {
      json.value(text);
    }
  }
}
