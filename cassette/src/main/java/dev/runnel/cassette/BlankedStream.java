package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.runnel.api.Secret;
import java.util.List;

/**
 * Blanks known secrets in what comes piece by piece, also where the network cut one: what may be
 * the beginning of a secret is held back until it is known.
 */
final class BlankedStream {
  private final Blanks blanks;
  private List<String> forms = List.of();
  private String held = "";

  BlankedStream(Blanks blanks) {
    this.blanks = blanks;
  }

  /** What can be kept after these bytes have come. */
  byte[] next(byte[] bytes) {
    return clean(held + new String(bytes, ISO_8859_1), false);
  }

  /** What was held back, now that nothing follows. */
  byte[] rest() {
    return clean(held, true);
  }

  private byte[] clean(String text, boolean nothingFollows) {
    held = "";
    forms = blanks.forms(); // there may be more of them by now
    StringBuilder clean = new StringBuilder(text.length());
    int position = 0;
    while (position < text.length()) {
      String left = text.substring(position, Math.min(text.length(), position + longest()));
      boolean reachesTheEnd = position + left.length() == text.length();
      if (!nothingFollows && reachesTheEnd && mayBegin(left)) {
        held = text.substring(position);
        break;
      }
      int length = secretAt(text, position);
      if (length > 0) {
        clean.append(Secret.MASK);
        position += length;
      } else {
        clean.append(text.charAt(position++));
      }
    }
    return clean.toString().getBytes(ISO_8859_1);
  }

  private int longest() {
    return forms.isEmpty() ? 1 : forms.get(0).length();
  }

  private boolean mayBegin(String left) {
    return forms.stream().anyMatch(form -> form.length() > left.length() && form.startsWith(left));
  }

  private int secretAt(String text, int position) {
    for (String form : forms) {
      if (text.startsWith(form, position)) {
        return form.length();
      }
    }
    return 0;
  }
}
