package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.transcript.ConversationJson;
import dev.runnel.cli.transcript.ConversationText;
import dev.runnel.history.ConversationLog;
import dev.runnel.history.HistoryException;
import dev.runnel.history.SearchHit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel log search}. */
@Command(
    name = "search",
    sortOptions = false,
    description = "Find where all of these words were said, the latest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel log search rivers lakes      both words, in whatever order",
      "  runnel log search \"rivers of\"       these words, one behind the other",
      "  runnel log search --raw 'river* NOT amazon'",
      "                                      in the language of SQLite's FTS5",
    })
final class LogSearchCommand extends LogReader {
  @Parameters(
      paramLabel = "WORDS",
      arity = "1..*",
      description = "What was said; an argument with blanks is a phrase. Case does not count.")
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "COUNT",
      description = "How many places at most. Default: 20.")
  int count = 20;

  @Option(names = "--raw", description = "Take the words for a query in SQLite's FTS5 language.")
  boolean raw;

  @Option(names = "--json", description = "Print one JSON object a line for each place.")
  boolean json;

  LogSearchCommand(Shell shell) {
    super(shell);
  }

  @Override
  void check() {
    LogListCommand.checkCount(count);
  }

  @Override
  void read(ConversationLog log) {
    List<SearchHit> hits = raw ? searchRaw(log) : log.search(words, count);
    for (SearchHit hit : hits) {
      if (json) {
        shell.out().line(ConversationJson.hit(hit).toString());
      } else if (shell.colour()) {
        shell.out().line(ConversationText.line(hit, true));
      } else {
        print(ConversationText.line(hit, false));
      }
    }
    if (hits.isEmpty()) {
      shell.err().tell("note: nothing was found.");
    }
  }

  private List<SearchHit> searchRaw(ConversationLog log) {
    try {
      return log.searchRaw(String.join(" ", words), count);
    } catch (HistoryException e) {
      throw e.kind() == HistoryException.Kind.SEARCH_SYNTAX
          ? new UsageException(e.getMessage() + ". Without --raw, words are taken as they are.", e)
          : e;
    }
  }
}
