package dev.runnel.http;

import dev.runnel.http.json.JsonView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Google's services say beside the message of an error, which is a {@code google.rpc.Status}
 * (<a href="https://google.aip.dev/193">AIP-193</a>): the status by name, and details of several
 * types ({@code google/rpc/error_details.proto}).
 */
final class RpcStatus {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s");

  private RpcStatus() {}

  /**
   * The status, the reasons and the quotas exceeded, by name, on one line; null where there is
   * none.
   */
  static @Nullable String words(JsonView error) {
    List<String> words = new ArrayList<>();
    add(words, error.get("status"));
    for (JsonView detail : error.get("details").elements()) {
      add(words, detail.get("reason"));
      for (JsonView violation : detail.get("violations").elements()) {
        add(words, violation.get("quotaId"));
      }
    }
    return words.isEmpty() ? null : String.join(" ", words);
  }

  private static void add(List<String> words, JsonView word) {
    String text = word.text();
    if (text != null) {
      words.add(text);
    }
  }

  /** How long the service asks to be left alone: a {@code RetryInfo}. */
  static Optional<Duration> retryDelay(JsonView error) {
    for (JsonView detail : error.get("details").elements()) {
      String delay = detail.get("retryDelay").text("");
      if (SECONDS.matcher(delay).matches()) {
        double seconds = Double.parseDouble(delay.substring(0, delay.length() - 1));
        return Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)));
      }
    }
    return Optional.empty();
  }
}
