package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** The WHATWG rules as the standard words them, over the whole stream at once. */
final class ReferenceSse {
  private ReferenceSse() {}

  static Decoded decode(byte[] input) {
    String stream = new String(input, ISO_8859_1);
    if (stream.startsWith("\u00EF\u00BB\u00BF")) {
      stream = stream.substring(3);
    }
    // Every kind of line end becomes one; what follows the last is an unterminated line.
    String[] lines = stream.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    List<String> events = new ArrayList<>();
    String data = "";
    String name = "";
    boolean hasName = false;
    for (int i = 0; i < lines.length - 1; i++) {
      String line = lines[i];
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          String shown = name.isEmpty() ? "message" : name;
          events.add(shown + "=" + data.substring(0, data.length() - 1));
        }
        data = "";
        name = "";
        hasName = false;
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      if (field.equals("data")) {
        data += value + "\n";
      } else if (field.equals("event")) {
        name = value;
        hasName = !value.isEmpty();
      }
    }
    String rest = lines[lines.length - 1];
    boolean inside = !data.isEmpty() || hasName || !rest.isEmpty() && !rest.startsWith(":");
    return Decoded.of(events, inside ? InputEnd.INSIDE_EVENT : InputEnd.BETWEEN_EVENTS);
  }
}
