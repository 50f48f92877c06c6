package dev.runnel.cli.command;

import dev.runnel.cli.conversation.PastConversations;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.transcript.ConversationJson;
import dev.runnel.cli.transcript.Transcript;
import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel log show}. */
@Command(
    name = "show",
    sortOptions = false,
    description = "Show a conversation to read, as Markdown.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel log show             the latest",
      "  runnel log show 6afhey      by its id, or how that begins",
      "  runnel log show --json      one JSON object a line for each exchange",
    })
final class LogShowCommand extends LogReader {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "The conversation: the beginning of its id, or last. Default: last.")
  String id = "last";

  @Option(names = "--json", description = "Print one JSON object a line for each exchange.")
  boolean json;

  LogShowCommand(Shell shell) {
    super(shell);
  }

  @Override
  void read(ConversationLog log) {
    Conversation conversation = PastConversations.named(log, id);
    if (json) {
      conversation
          .exchanges()
          .forEach(exchange -> shell.out().line(ConversationJson.exchange(exchange).toString()));
    } else {
      print(Transcript.of(conversation).stripTrailing());
    }
  }
}
