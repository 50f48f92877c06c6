package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.RateLimit;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a service said beside a bad status: JSON in the usual shapes, a web page, or text. */
final class ErrorBody {
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,500}>([^<]{0,500})", Pattern.CASE_INSENSITIVE);

  private ErrorBody() {}

  /**
   * Reads an answer whose status or type says that it is none.
   *
   * @param body may be cut
   * @param limits what the head tells of them
   */
  static ServiceError read(AnswerHead head, byte[] body, List<RateLimit> limits, Instant now) {
    Optional<Duration> retryAfter = RetryAfter.of(head, limits, now);
    OptionalInt status = head.status() >= 300 ? OptionalInt.of(head.status()) : OptionalInt.empty();
    if (isPage(head, body)) {
      return new ServiceError(status, title(body), null, null, true, retryAfter);
    }
    return said(body, status, retryAfter);
  }

  /** Reads an error document, or text. */
  static ServiceError said(byte[] body, OptionalInt status, Optional<Duration> retryAfter) {
    JsonView json = json(body);
    JsonView error = json.get("error");
    JsonView source = error.isObject() ? error : json;
    String message = json.isPresent() ? message(json, error) : new String(body, UTF_8);
    return new ServiceError(
        status,
        message,
        source.get("type").text() != null ? source.get("type").text() : RpcStatus.words(source),
        source.get("code").text() != null ? source.get("code").text() : source.get("status").text(),
        false,
        retryAfter.isPresent() ? retryAfter : RpcStatus.retryDelay(source));
  }

  /** Whether a body is a web page, by its type or, where it has none, by how it begins. */
  static boolean isPage(AnswerHead head, byte[] body) {
    String type = head.mediaType().orElse("");
    return type.equals("text/html")
        || type.equals("application/xhtml+xml")
        || (type.isEmpty() && beginsAsPage(body));
  }

  static boolean beginsAsPage(byte[] body) {
    String start =
        new String(body, 0, Math.min(body.length, 200), UTF_8).strip().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  static @Nullable String title(byte[] body) {
    Matcher title = TITLE.matcher(new String(body, UTF_8));
    return title.find() ? OneLine.of(title.group(1)) : null;
  }

  private static JsonView json(byte[] body) {
    try {
      JsonView json = JsonView.parse(body);
      return json.isArray() ? json.at(0) : json;
    } catch (DecodeException e) {
      return JsonView.missing(); // then it is text
    }
  }

  private static @Nullable String message(JsonView json, JsonView error) {
    if (error.isObject()) {
      return error.get("message").text();
    }
    for (JsonView candidate :
        new JsonView[] {
          error, json.get("message"), json.get("detail"), json.get("error_description"), json
        }) {
      String text = candidate.text();
      if (text != null) {
        return text;
      }
    }
    return json.toString();
  }
}
