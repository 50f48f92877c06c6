package dev.runnel.cli.command;

import dev.runnel.cli.conversation.PastConversations;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.history.ConversationLog;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel log delete}. */
@Command(
    name = "delete",
    sortOptions = false,
    description = "Delete conversations. What was said is overwritten, not only left out.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel log delete 6afhey                one, by how its id begins",
      "  runnel log delete --before 2026-01-31   those that ended before that day",
      "  runnel log delete --all -y              all, without a question",
    })
final class LogDeleteCommand extends LogReader {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "The conversation: the beginning of its id, or last.")
  @Nullable String id;

  @Option(
      names = "--before",
      paramLabel = "DATE",
      description = "Those that were last used before this day, such as 2026-01-31.")
  @Nullable String before;

  @Option(names = "--all", description = "All of them.")
  boolean all;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where standard input is no terminal.")
  boolean yes;

  LogDeleteCommand(Shell shell) {
    super(shell);
  }

  @Override
  void check() {
    long named = Stream.of(id != null, before != null, all).filter(is -> is).count();
    if (named != 1) {
      throw new UsageException(
          "Say what to delete: an ID, --before DATE or --all"
              + (named > 1 ? "; one of them only." : "."));
    }
    if (!yes && !shell.inIsTerminal()) {
      throw new UsageException("Nobody can be asked here; delete without a question with -y.");
    }
  }

  @Override
  void read(ConversationLog log) {
    int count = before != null ? deleteBefore(log, start(before)) : deleteNamed(log);
    if (count >= 0) {
      shell.err().tell("deleted " + (count == 1 ? "1 conversation" : count + " conversations"));
    }
  }

  private int deleteBefore(ConversationLog log, Instant time) {
    long count =
        log.list(Integer.MAX_VALUE).stream().filter(one -> one.lastAt().isBefore(time)).count();
    return confirmed(count + " conversations") ? log.deleteBefore(time) : -1;
  }

  private int deleteNamed(ConversationLog log) {
    if (id == null) {
      return confirmed("all " + log.list(Integer.MAX_VALUE).size() + " conversations")
          ? log.deleteAll()
          : -1;
    }
    String whole = PastConversations.named(log, id).id();
    if (!confirmed("the conversation " + whole)) {
      return -1;
    }
    return log.delete(whole) ? 1 : 0;
  }

  private boolean confirmed(String what) {
    if (yes) {
      return true;
    }
    shell.err().print("Delete " + what + "? [y/N] ");
    String answer = answer().strip().toLowerCase(Locale.ROOT);
    boolean agreed = answer.equals("y") || answer.equals("yes");
    if (!agreed) {
      shell.err().tell("nothing was deleted");
    }
    return agreed;
  }

  private String answer() {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = shell.in().read(); c >= 0 && c != '\n'; c = shell.in().read()) {
        line.append((char) c);
      }
      return line.toString();
    } catch (IOException e) {
      return ""; // who cannot answer has not agreed
    }
  }

  private static Instant start(String day) {
    try {
      return LocalDate.parse(day.strip()).atStartOfDay(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException("--before is a day such as 2026-01-31, not '" + day + "'.", e);
    }
  }
}
