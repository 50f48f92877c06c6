package dev.runnel.spi;

import dev.runnel.api.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads option values; what is wrong is said in words that end the sentence "x is wrong: …". */
final class OptionParsers {
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private static final Pattern SEPARATING_COMMA = Pattern.compile("(?<!\\\\),");
  private static final Pattern USER_INFO = Pattern.compile("^([^/?#]*//)[^/?#]*@");

  private OptionParsers() {}

  static String text(String text) {
    return text;
  }

  static Long integer(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, got '" + text + "'", e);
    }
  }

  static Double number(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, got '" + text + "'", e);
    }
    throw new IllegalArgumentException("expected a finite number, got '" + text + "'");
  }

  static Boolean flag(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, got '" + text + "'");
    };
  }

  static Duration duration(String text) {
    Duration duration = parseDuration(text.strip());
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("expected a time above zero, got '" + text + "'");
    }
    return duration;
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        default -> Duration.ofHours(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time such as 250ms, 30s, 2m or 1h, got '" + text + "'", e);
    }
  }

  static URI uri(String text) {
    try {
      URI uri = new URI(text.strip());
      if (uri.isAbsolute() && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) { // its message would show the text, and no more than that
      throw new IllegalArgumentException("expected an address, got '" + blankUserInfo(text) + "'");
    }
    throw new IllegalArgumentException(
        "expected an address with scheme and host such as http://127.0.0.1:9000, got '"
            + blankUserInfo(text)
            + "'");
  }

  /** Blanks what stands before the host of an address: a name and a password. */
  static String blankUserInfo(String address) {
    return USER_INFO.matcher(address).replaceFirst("$1" + Secret.MASK + "@");
  }

  static List<String> list(String text) {
    return Arrays.stream(SEPARATING_COMMA.split(text, -1))
        .map(item -> item.replace("\\,", ",").strip())
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
