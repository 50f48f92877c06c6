package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of an answer.
 *
 * @param status the HTTP status
 * @param headers by lower case name, in the order of their first coming; unmodifiable
 */
public record AnswerHead(int status, Map<String, List<String>> headers) {
  public AnswerHead {
    requireNonNull(headers, "headers is null");
  }

  /** The first value of a header, if it is there. */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** The content type in lower case without parameters, such as {@code text/event-stream}. */
  public Optional<String> mediaType() {
    return header("content-type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> !type.isEmpty());
  }
}
