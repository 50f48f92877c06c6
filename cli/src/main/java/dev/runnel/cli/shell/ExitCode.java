package dev.runnel.cli.shell;

/** What the process tells its shell at the end. */
public final class ExitCode {
  /** The answer is whole; or the command did what it was told. */
  public static final int OK = 0;

  /** The command line, its input or the configuration is wrong; nothing was sent. */
  public static final int USAGE = 2;

  /** No endpoint fits the request, or may have it; nothing was sent. */
  public static final int NO_ENDPOINT = 3;

  /** Credentials are the only obstacle; nothing was sent. */
  public static final int CREDENTIALS = 4;

  /** The call failed. */
  public static final int FAILED = 5;

  /** The answer began and broke off; what had come was printed. */
  public static final int INCOMPLETE = 6;

  /** Interrupted by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  public static final int INTERRUPTED = 130;

  /** Ended at once by SIGTERM: 128 and the signal's number, as shells have it. */
  public static final int TERMINATED = 143;

  /** Nobody reads standard output any more: 128 and the number of SIGPIPE, as shells have it. */
  public static final int OUTPUT_CLOSED = 141;

  private ExitCode() {}
}
