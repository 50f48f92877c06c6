package dev.runnel.cli.command;

import dev.runnel.cli.conversation.PastConversations;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.transcript.ConversationJson;
import dev.runnel.cli.transcript.Transcript;
import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationLog;
import dev.runnel.history.ConversationSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel log export}. */
@Command(
    name = "export",
    sortOptions = false,
    description = "Write a conversation, or all of them, to standard output.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel log export last > talk.json       what --messages reads",
      "  runnel log export 6afhey --format md     to read",
      "  runnel log export > everything.jsonl     all, one exchange a line",
    })
final class LogExportCommand extends LogReader {
  /** How it is written. */
  enum Format {
    JSON,
    JSONL,
    MD
  }

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "The conversation: the beginning of its id, or last. Default: all of them.")
  @Nullable String id;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json: its messages, as --messages reads them; jsonl: its exchanges, one JSON object a"
              + " line; md: to read. Default: json for one, jsonl for all.")
  @Nullable Format format;

  LogExportCommand(Shell shell) {
    super(shell);
  }

  @Override
  void check() {
    if (id == null && format == Format.JSON) {
      throw new UsageException(
          "--format json is for one conversation: name it, or take jsonl for all of them.");
    }
  }

  @Override
  void read(ConversationLog log) {
    if (id != null) {
      write(PastConversations.named(log, id), format == null ? Format.JSON : format);
      return;
    }
    List<ConversationSummary> all = log.list(Integer.MAX_VALUE);
    for (int i = all.size() - 1; i >= 0; i--) {
      log.conversation(all.get(i).id())
          .ifPresent(one -> write(one, format == null ? Format.JSONL : format));
    }
  }

  private void write(Conversation conversation, Format as) {
    switch (as) {
      case JSON -> shell.out().line(ConversationJson.messages(conversation));
      case JSONL ->
          conversation
              .exchanges()
              .forEach(one -> shell.out().line(ConversationJson.exchange(one).toString()));
      case MD -> print(Transcript.of(conversation));
    }
  }
}
