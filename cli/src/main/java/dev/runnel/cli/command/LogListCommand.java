package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.transcript.ConversationJson;
import dev.runnel.cli.transcript.ConversationText;
import dev.runnel.history.ConversationLog;
import dev.runnel.history.ConversationSummary;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runnel log list}. */
@Command(
    name = "list",
    sortOptions = false,
    description =
        "List the conversations, the latest first: id, when, who answered, how it begins.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel log list               the latest 20",
      "  runnel log list -n 100        more of them",
      "  runnel log list --json        one JSON object a line",
    })
final class LogListCommand extends LogReader {
  @Option(
      names = {"-n", "--count"},
      paramLabel = "COUNT",
      description = "How many at most. Default: 20.")
  int count = 20;

  @Option(names = "--json", description = "Print one JSON object a line for each.")
  boolean json;

  LogListCommand(Shell shell) {
    super(shell);
  }

  @Override
  void check() {
    checkCount(count);
  }

  static void checkCount(int count) {
    if (count < 1) {
      throw new UsageException("-n is 1 or more, not " + count + ".");
    }
  }

  @Override
  void read(ConversationLog log) {
    List<ConversationSummary> summaries = log.list(count);
    if (json) {
      summaries.forEach(one -> shell.out().line(ConversationJson.summary(one).toString()));
    } else {
      ConversationText.list(summaries).forEach(this::print);
    }
    if (summaries.isEmpty()) {
      shell.err().tell("note: the log holds no conversation yet.");
    }
  }
}
