package dev.runnel.plugins.install;

import dev.runnel.plugins.Finding;
import java.util.List;

/** Why nothing was installed or removed; the message says what to do. Nothing has changed. */
public final class InstallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Kind {
    /** What was asked for: it cannot be had in this way. */
    REFUSED,
    /** The way there: a repository, a file or a disk. */
    FAILED
  }

  private final Kind kind;
  private final transient List<Finding> findings;

  private InstallException(Kind kind, String message, List<Finding> findings) {
    super(message);
    this.kind = kind;
    this.findings = List.copyOf(findings);
  }

  /** What was asked for cannot be had. */
  public static InstallException refused(String message) {
    return new InstallException(Kind.REFUSED, message, List.of());
  }

  /** It was looked into, and would not do. */
  static InstallException refused(String message, List<Finding> findings) {
    return new InstallException(Kind.REFUSED, message, findings);
  }

  /** Something on the way did not work. */
  public static InstallException failed(String message, Throwable cause) {
    InstallException failed = new InstallException(Kind.FAILED, message, List.of());
    failed.initCause(cause);
    return failed;
  }

  public Kind kind() {
    return kind;
  }

  /** What the packaging rules say, where it was refused because of them. */
  public List<Finding> findings() {
    return findings;
  }
}
