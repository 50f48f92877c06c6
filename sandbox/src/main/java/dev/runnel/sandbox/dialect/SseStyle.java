package dev.runnel.sandbox.dialect;

import static java.util.Objects.requireNonNull;

/**
 * The freedoms that server-sent events leave to a server.
 *
 * @param lineEnd {@code "\n"}, {@code "\r\n"} or {@code "\r"}
 * @param space whether a space follows {@code data:}
 * @param pretty whether JSON is pretty-printed over several {@code data:} lines
 */
public record SseStyle(String lineEnd, boolean space, boolean pretty) {

  /** What most servers do: LF, a space, one line. */
  public static final SseStyle USUAL = new SseStyle("\n", true, false);

  public SseStyle {
    requireNonNull(lineEnd, "lineEnd is null");
  }

  public SseStyle withLineEnd(String lineEnd) {
    return new SseStyle(lineEnd, space, pretty);
  }

  public SseStyle withoutSpace() {
    return new SseStyle(lineEnd, false, pretty);
  }

  public SseStyle prettyPrinted() {
    return new SseStyle(lineEnd, space, true);
  }
}
