package dev.runnel.cli.conversation;

import dev.runnel.cli.input.UsageException;
import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds conversations as users name them. */
public final class PastConversations {
  private static final int SHOWN = 5;

  private PastConversations() {}

  /**
   * The one that was used last with this stand-in.
   *
   * @throws UsageException when there is none
   */
  public static Conversation latest(Path file, Optional<String> standIn) {
    try (Opened log = Opened.of(file)) {
      return log.log()
          .flatMap(there -> there.latestWith(standIn))
          .orElseThrow(
              () ->
                  new UsageException(
                      "There is no conversation"
                          + standIn.map(who -> " with the " + who).orElse("")
                          + " to continue: "
                          + file
                          + " holds none yet."));
    }
  }

  /**
   * The one whose id begins so, or the one used {@code last}.
   *
   * @throws UsageException when there is none, or more than one
   */
  public static Conversation named(Path file, String name) {
    try (Opened log = Opened.of(file)) {
      return log.log().map(there -> named(there, name)).orElseThrow(() -> unknown(name));
    }
  }

  /** The same in a log that is open. */
  public static Conversation named(ConversationLog log, String name) {
    if (name.equals("last")) {
      return log.latest().orElseThrow(() -> unknown(name));
    }
    List<String> ids = name.isBlank() ? List.of() : log.idsThatBegin(name, SHOWN + 1);
    if (ids.size() > 1) {
      throw new UsageException(
          "Several conversations begin with '"
              + name
              + "': "
              + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
              + (ids.size() > SHOWN ? ", …" : "")
              + ". Write more of the one you mean.");
    }
    return ids.stream().findFirst().flatMap(log::conversation).orElseThrow(() -> unknown(name));
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        name.equals("last")
            ? "The log holds no conversation yet."
            : "There is no conversation '" + name + "'; `runnel log list` lists them.");
  }

  /** A log, if there is one. */
  private record Opened(Optional<ConversationLog> log) implements AutoCloseable {
    static Opened of(Path file) {
      return new Opened(ConversationLog.openIfThere(file));
    }

    @Override
    public void close() {
      log.ifPresent(ConversationLog::close);
    }
  }
}
