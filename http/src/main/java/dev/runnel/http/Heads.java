package dev.runnel.http;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes an answer's head out of Vert.x. */
final class Heads {
  private Heads() {}

  static AnswerHead of(int status, MultiMap received) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    received.forEach(
        (name, value) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>(1))
                .add(value));
    headers.replaceAll((name, values) -> List.copyOf(values));
    return new AnswerHead(status, Collections.unmodifiableMap(headers));
  }
}
