package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a request with one on a cassette. What the cassette says must hold; a header that it
 * does not name may be anything, and so may what it has {@code ***} for.
 */
final class RequestMatch {
  private static final int LONGEST_SHOWN = 60;

  private final Taped.Request recorded;
  private final ReceivedRequest got;
  private final boolean strict;
  private final UnaryOperator<String> blank;

  private RequestMatch(
      Taped.Request recorded, ReceivedRequest got, boolean strict, UnaryOperator<String> blank) {
    this.recorded = recorded;
    this.got = got;
    this.strict = strict;
    this.blank = blank;
  }

  /**
   * The first difference in words, such as {@code the body differs at $.model, byte 10: recorded
   * "a", got "b"}; empty: it is the request.
   *
   * @param blank takes secrets out of what is shown
   */
  static Optional<String> difference(
      Taped.Request recorded, ReceivedRequest got, boolean strict, UnaryOperator<String> blank) {
    return new RequestMatch(recorded, got, strict, blank).difference();
  }

  private Optional<String> difference() {
    if (!recorded.method().equals(got.method())) {
      return Optional.of("the method differs" + values(recorded.method(), got.method()));
    }
    return path().or(this::query).or(this::headers).or(this::body);
  }

  private Optional<String> path() {
    return text("the path differs", recordedPath(), got.path());
  }

  private String recordedPath() {
    int mark = recorded.target().indexOf('?');
    return mark < 0 ? recorded.target() : recorded.target().substring(0, mark);
  }

  private Optional<String> query() {
    int mark = recorded.target().indexOf('?');
    Map<String, String> wanted = parameters(mark < 0 ? "" : recorded.target().substring(mark + 1));
    Map<String, String> came = parameters(got.query());
    for (Entry<String, String> one : wanted.entrySet()) {
      String name = "the query parameter '" + one.getKey() + "'";
      @Nullable String value = came.get(one.getKey());
      if (value == null) {
        if (Expected.matches(one.getValue(), "", strict)) {
          continue; // a blanked credential, and who plays a cassette needs none
        }
        return Optional.of(name + " is missing: recorded " + shown(one.getValue()));
      }
      Optional<String> difference = text(name + " differs", one.getValue(), value);
      if (difference.isPresent()) {
        return unshown(one.getKey(), name).or(() -> difference);
      }
    }
    return came.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .findFirst()
        .map(name -> "the query parameter '" + name + "' was not recorded");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        all.merge(
            equals < 0 ? pair : pair.substring(0, equals),
            equals < 0 ? "" : pair.substring(equals + 1),
            (one, other) -> one + "," + other);
      }
    }
    return all;
  }

  private Optional<String> headers() {
    Map<String, List<Entry<String, String>>> wanted =
        recorded.headers().stream()
            .collect(
                Collectors.groupingBy(
                    header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Entry<String, List<Entry<String, String>>> one : wanted.entrySet()) {
      String name = "the header '" + one.getKey() + "'";
      String value = one.getValue().stream().map(Entry::getValue).collect(Collectors.joining(", "));
      List<String> came = got.headers(one.getKey());
      if (came.isEmpty()) {
        if (Expected.matches(value, "", strict)) {
          continue; // a blanked credential, and who plays a cassette needs none
        }
        return Optional.of(name + " is missing: recorded " + shown(value));
      }
      Optional<String> difference = text(name + " differs", value, String.join(", ", came));
      if (difference.isPresent()) {
        return unshown(one.getKey(), name).or(() -> difference);
      }
    }
    return Optional.empty();
  }

  /** What is named as a secret is not shown, even where a person took the blank out. */
  private static Optional<String> unshown(String name, String what) {
    return SecretNames.has(name)
        ? Optional.of(what + " differs; it is named as a secret and not shown")
        : Optional.empty();
  }

  private Optional<String> body() {
    if (Arrays.equals(recorded.body(), got.body())) {
      return Optional.empty();
    }
    Optional<Map<String, JsonLeaves.Leaf>> wanted = JsonLeaves.of(recorded.body());
    Optional<Map<String, JsonLeaves.Leaf>> came = JsonLeaves.of(got.body());
    if (wanted.isPresent() && came.isPresent()) {
      return json(wanted.get(), came.get());
    }
    // A byte is a char, so that the place that is told is a byte's.
    return text(
        "the body differs",
        new String(recorded.body(), ISO_8859_1),
        new String(got.body(), ISO_8859_1));
  }

  private Optional<String> json(
      Map<String, JsonLeaves.Leaf> wanted, Map<String, JsonLeaves.Leaf> came) {
    for (Entry<String, JsonLeaves.Leaf> one : wanted.entrySet()) {
      JsonLeaves.Leaf expected = one.getValue();
      JsonLeaves.@Nullable Leaf leaf = came.get(one.getKey());
      if (leaf == null) {
        if (expected.isText() && Expected.matches(expected.text(), "", strict)) {
          continue;
        }
        return Optional.of(
            "the body lacks "
                + one.getKey()
                + ", recorded at byte "
                + expected.offset()
                + ": "
                + cut(expected.shown()));
      }
      boolean same =
          expected.isText() == leaf.isText() || expected.text().contains("***")
              ? Expected.matches(expected.text(), leaf.text(), strict)
              : false;
      if (!same) {
        String field = one.getKey().substring(one.getKey().lastIndexOf('.') + 1);
        if (SecretNames.has(field)) {
          return unshown(field, "the body's " + one.getKey());
        }
        return Optional.of(
            "the body differs at "
                + one.getKey()
                + ", byte "
                + leaf.offset()
                + jsonValues(expected, leaf));
      }
    }
    for (Entry<String, JsonLeaves.Leaf> one : came.entrySet()) {
      if (!wanted.containsKey(one.getKey())) {
        String field = one.getKey().substring(one.getKey().lastIndexOf('.') + 1);
        return Optional.of(
            "the body has "
                + one.getKey()
                + ", byte "
                + one.getValue().offset()
                + ", which was not recorded: got "
                + (SecretNames.has(field) ? "***" : cut(blank.apply(one.getValue().shown()))));
      }
    }
    return Optional.empty();
  }

  private String jsonValues(JsonLeaves.Leaf expected, JsonLeaves.Leaf leaf) {
    String came = blank.apply(leaf.shown()); // as a whole: half a secret would not be known
    int first = firstDifference(expected.shown(), came);
    return ": recorded "
        + cut(around(expected.shown(), first))
        + ", got "
        + cut(around(came, first));
  }

  private Optional<String> text(String what, String expected, String came) {
    if (Expected.matches(expected, came, strict)) {
      return Optional.empty();
    }
    int first = firstDifference(expected, came);
    return Optional.of(what + " at byte " + bytesBefore(came, first) + values(expected, came));
  }

  private static int bytesBefore(String text, int end) {
    boolean bytes = text.chars().allMatch(one -> one < 256);
    return bytes ? end : text.substring(0, end).getBytes(UTF_8).length;
  }

  private String values(String expected, String got) {
    String came = blank.apply(got);
    int first = firstDifference(expected, came);
    return ": recorded " + shown(around(expected, first)) + ", got " + shown(around(came, first));
  }

  private static int firstDifference(String one, String other) {
    int position = 0;
    int end = Math.min(one.length(), other.length());
    while (position < end && one.charAt(position) == other.charAt(position)) {
      position++;
    }
    return position;
  }

  /** Where a text is too long to be shown, the part in which it differs. */
  private static String around(String text, int difference) {
    if (text.length() <= LONGEST_SHOWN) {
      return text;
    }
    int from = Math.max(0, Math.min(difference - LONGEST_SHOWN / 3, text.length()));
    return (from > 0 ? "…" : "") + text.substring(from);
  }

  private static String shown(String text) {
    return "'" + cut(text) + "'";
  }

  private static String cut(String text) {
    String line = text.replace("\r", "\\r").replace("\n", "\\n");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }
}
