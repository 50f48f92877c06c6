package dev.runnel.cassette;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;

/** Which headers are of one connection only, and which of every client. */
final class Headers {
  /** RFC 9110, section 7.6.1, and {@code expect}, which nobody here answers. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade",
          "expect");

  /** Said by every client for itself, and changing with it; a cassette does not hold it to them. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of("host", "content-length", "transfer-encoding", "accept-encoding", "user-agent");

  private Headers() {}

  /** Those that are passed on: all but what belongs to one connection, which may name more. */
  static List<Entry<String, String>> passedOn(HttpHeaders headers) {
    Set<String> left = new HashSet<>(OF_THE_CONNECTION);
    for (String value : headers.getAll("connection")) {
      for (String name : value.split(",", -1)) {
        left.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return headers.entries().stream()
        .filter(header -> !left.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Those of a request that are worth keeping. */
  static List<Entry<String, String>> ofRequest(HttpHeaders headers) {
    return passedOn(headers).stream()
        .filter(header -> !OF_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
