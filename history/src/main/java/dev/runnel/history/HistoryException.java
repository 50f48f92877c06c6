package dev.runnel.history;

import static java.util.Objects.requireNonNull;

/**
 * The log cannot be read or written. The message names the file and says what to do; it holds
 * nothing of what was said in a conversation.
 */
public final class HistoryException extends RuntimeException {
  /** What decisions are made on. May grow. */
  public enum Kind {
    /** A newer version of this program wrote the file. */
    NEWER,
    /** The file is no log, or is damaged. */
    DAMAGED,
    /** Others could read the file, and this cannot be changed. */
    NOT_PRIVATE,
    /** Another process held the file for too long. */
    BUSY,
    /** The file cannot be opened or written: rights, a full disk, a system without SQLite. */
    UNAVAILABLE,
    /** What was searched for breaks the rules of the search language. */
    SEARCH_SYNTAX
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  HistoryException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
  }

  HistoryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind is null");
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
