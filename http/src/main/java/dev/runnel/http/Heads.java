package dev.runnel.http;

import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes an answer's head out of Vert.x. */
final class Heads {
  private Heads() {}

  static AnswerHead of(HttpClientResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(
            header ->
                headers
                    .computeIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(header.getValue()));
    headers.replaceAll((name, values) -> List.copyOf(values));
    return new AnswerHead(response.statusCode(), Collections.unmodifiableMap(headers));
  }
}
