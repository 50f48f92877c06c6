package dev.runnel.plugins.lock;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names an artifact in Maven repositories.
 *
 * @param group such as {@code com.acme}
 * @param artifact such as {@code acme-provider}
 * @param version such as {@code 1.0}; empty: the newest release
 */
public record Coordinate(String group, String artifact, Optional<String> version) {
  /** Also what may be part of a file's name everywhere. */
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*");

  /**
   * A coordinate.
   *
   * @throws IllegalArgumentException when a part of it could be in no repository
   */
  public Coordinate {
    check("group", group);
    check("artifact", artifact);
    requireNonNull(version, "version is null").ifPresent(text -> check("version", text));
  }

  private static void check(String part, String text) {
    if (!PART.matcher(text).matches() || text.contains("..")) {
      throw new IllegalArgumentException(
          "its "
              + part
              + " '"
              + text
              + "' is none; letters, digits and . _ + - can be in it, as in"
              + " com.acme:acme-provider:1.0");
    }
  }

  /**
   * Reads {@code group:artifact} or {@code group:artifact:version}.
   *
   * @throws IllegalArgumentException when it is neither; the message says what is wrong with it
   */
  public static Coordinate parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "it is not group:artifact or group:artifact:version, as in com.acme:acme-provider:1.0");
    }
    return new Coordinate(
        parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }

  /** Group and artifact: what stays the same from version to version. */
  public String identity() {
    return group + ":" + artifact;
  }

  /** The same artifact in this version. */
  public Coordinate in(String exact) {
    return new Coordinate(group, artifact, Optional.of(exact));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return identity() + version.map(text -> ":" + text).orElse("");
  }
}
