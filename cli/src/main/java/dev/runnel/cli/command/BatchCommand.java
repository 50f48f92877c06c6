package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.cli.batch.Batch;
import dev.runnel.cli.batch.BatchFiles;
import dev.runnel.cli.batch.BatchSettings;
import dev.runnel.cli.batch.Progress;
import dev.runnel.cli.batch.ProgressBar;
import dev.runnel.cli.batch.ProgressLog;
import dev.runnel.cli.batch.Row;
import dev.runnel.cli.batch.RowFormat;
import dev.runnel.cli.batch.Tally;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.shell.TerminalWidth;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.RunnerCall;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel batch}: many requests from a file, their answers into another. */
@Command(
    name = "batch",
    sortOptions = false,
    description =
        "Ask for every row of a file, several at once, and write the answers to another file, from"
            + " which a batch that was stopped goes on.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel batch in.jsonl -O out.jsonl --sandbox              try it, offline",
      "  runnel batch in.jsonl -O out.jsonl -m openai/gpt-5-mini   ask a service",
      "  runnel batch in.jsonl -O out.jsonl --concurrency 32       faster",
      "  runnel batch in.jsonl -O out.jsonl --retry-failed         once more",
      "  runnel batch names.txt --lines -s \"Translate\" -O out.jsonl",
      "  runnel batch in.jsonl -O - --ordered --sandbox            to a pipe, in order",
      "",
      "A row is {\"id\": …, \"prompt\": …}, or {\"id\": …, \"messages\": [ … ]}, with",
      "model, system, temperature, max_tokens and metadata as it likes; or a row of",
      "an OpenAI batch. Stopped by Ctrl-C or worse, the same command goes on.",
      "",
      "Exit codes: 0 all rows are answered, 2 usage or configuration, 3 no endpoint",
      "fits, 4 only credentials are missing, 5 no row was answered, 6 some rows",
      "failed, 130 interrupted, 141 standard output was closed."
    })
final class BatchCommand extends ShellCommand {
  private static final int MOST_AT_ONCE = 10_000;

  @Parameters(paramLabel = "FILE", description = "The rows: a JSON object a line.")
  String input = "";

  @Option(
      names = {"-O", "--output"},
      paramLabel = "FILE|-",
      required = true,
      description =
          "Where answers go, a JSON object a line. Rows that are in it are not asked again. -: to"
              + " standard output, from which nothing can go on.")
  String output = "";

  @Option(
      names = "--failed",
      paramLabel = "FILE",
      description = "Where failed rows go, with the reason. Default: out.failed.jsonl beside -O.")
  @Nullable String failed;

  @Option(names = "--retry-failed", description = "Ask rows again that failed before.")
  boolean retryFailed;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many rows are asked at once. Default: 4.")
  int concurrency = 4;

  @Option(names = "--ordered", description = "Write the answers in the order of the rows.")
  boolean ordered;

  @Option(
      names = "--lines",
      description = "A row is a prompt, as it stands, and not a JSON object.")
  boolean lines;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "Stop when so many rows failed. Default: go on.")
  @Nullable Integer maxFailures;

  @Mixin TargetOptions target = new TargetOptions();
  @Mixin RequestOptions settings = new RequestOptions();

  BatchCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    check();
    RowFormat format = lines ? RowFormat.LINES : RowFormat.JSON;
    try (Batch batch = open(format)) {
      BatchReport report = new BatchReport(shell.err(), batch, failures(), piped());
      report.begins();
      if (batch.left() == 0) {
        return report.nothingLeft();
      }
      try (Desk desk = target.open(shell)) {
        batch.first().ifPresent(row -> refuseWhatNobodyServes(desk, row));
        return report.ended(run(batch, desk), shell.interruption().happened());
      }
    }
  }

  private Tally run(Batch batch, Desk desk) {
    try (Progress progress = progress()) {
      BatchSettings how =
          new BatchSettings(
              concurrency,
              ordered,
              maxFailures == null ? Long.MAX_VALUE : maxFailures,
              failure -> {
                if (verbose) {
                  progress.say(failure);
                }
              });
      return batch.run(row -> call(desk, row), how, progress, shell.interruption());
    }
  }

  private void check() {
    target.check();
    settings.check();
    if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
      throw new UsageException(
          "--concurrency is 1 to " + MOST_AT_ONCE + ", not " + concurrency + ".");
    }
    if (maxFailures != null && maxFailures < 1) {
      throw new UsageException("--max-failures is 1 or more, not " + maxFailures + ".");
    }
    if (piped() && (retryFailed || failed != null)) {
      throw new UsageException(
          "With -O -, failed rows go to standard output, too, and none is remembered; leave out "
              + (retryFailed ? "--retry-failed" : "--failed")
              + ", or write to a file.");
    }
  }

  private boolean piped() {
    return output.equals("-");
  }

  private Batch open(RowFormat format) {
    Path from = path(input);
    return piped()
        ? Batch.piped(from, format, shell.out())
        : Batch.open(new BatchFiles(from, path(output), failures()), format, retryFailed);
  }

  private Path failures() {
    return failed == null ? BatchFiles.failuresBeside(path(output)) : path(failed);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + name + "' cannot be a file's name.", e);
    }
  }

  private Progress progress() {
    return shell.err().terminal()
        ? new ProgressBar(shell.err(), TerminalWidth.of(shell.environment()), System::nanoTime)
        : new ProgressLog(shell.err(), System::nanoTime);
  }

  private RunnerCall call(Desk desk, Row row) {
    return desk.runner().call(route(desk, row));
  }

  private Route route(Desk desk, Row row) {
    ChatRequest.Builder request = settings.request();
    row.onto(request, Optional.ofNullable(settings.system));
    Optional<String> endpoint = Optional.ofNullable(target.provider);
    return row.model().isPresent()
        ? desk.routeAlone(request, new Wish(endpoint, row.model()))
        : desk.route(request, new Wish(endpoint, Optional.ofNullable(target.model)));
  }

  /** What all rows are told alike is told once, before any is asked. */
  private void refuseWhatNobodyServes(Desk desk, Row row) {
    Route route = route(desk, row);
    if (row.model().isEmpty() && route.chosen().isEmpty()) {
      throw new NoEndpointException(route);
    }
  }
}
