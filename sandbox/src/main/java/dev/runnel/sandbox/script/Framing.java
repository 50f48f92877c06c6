package dev.runnel.sandbox.script;

/** How the end of a body is told. */
public sealed interface Framing {

  /** {@code transfer-encoding: chunked}, one chunk per piece. */
  record Chunked() implements Framing {}

  /** {@code content-length}, true. */
  record Length() implements Framing {}

  /** {@code content-length} as given, true or not. */
  record DeclaredLength(long bytes) implements Framing {}

  /** No head at all and nothing around the body, which ends where the connection does. */
  record Verbatim() implements Framing {}

  /** Neither: the body ends where the connection does. */
  record UntilClose() implements Framing {}
}
