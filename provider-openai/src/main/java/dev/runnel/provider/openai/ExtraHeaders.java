package dev.runnel.provider.openai;

import dev.runnel.http.HttpRequest;
import dev.runnel.spi.Option;
import java.util.List;
import java.util.regex.Pattern;

/** Headers that an endpoint's user adds to every request. */
final class ExtraHeaders {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+:[ -~]*");
  private static final Option<List<String>> LIST = Option.list("headers");

  private ExtraHeaders() {}

  /** Reads them from an option's text. */
  static List<String> read(String text) {
    List<String> headers = LIST.parse(text);
    for (String header : headers) {
      if (!HEADER.matcher(header).matches()) {
        throw new IllegalArgumentException(
            // What it is may be secret, against all advice.
            "a header is written 'name: value' in visible ASCII; that of '"
                + header.split("[:\\s]", 2)[0]
                + "' is not");
      }
    }
    return headers;
  }

  static void add(List<String> headers, HttpRequest request) {
    for (String header : headers) {
      String[] parts = header.split(":", 2);
      request.header(parts[0], parts[1].strip());
    }
  }
}
