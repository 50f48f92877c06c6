package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.cli.input.InputText;
import dev.runnel.cli.input.MessagesFile;
import dev.runnel.cli.input.Prompt;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.JsonRenderer;
import dev.runnel.cli.render.MarkdownRenderer;
import dev.runnel.cli.render.TextRenderer;
import dev.runnel.cli.repl.Addressee;
import dev.runnel.cli.repl.Repl;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel chat}: one request, its answer on standard output. */
@Command(
    name = "chat",
    sortOptions = false,
    description = "Ask a model; its answer streams to standard output, all else to standard error.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel chat --sandbox \"Hello\"                  try it, without network",
      "  runnel chat -p ails \"Why is the sky blue?\"     ask a service by name",
      "  git diff | runnel chat -p ails \"Review this:\"  prompt, then what is piped",
      "  runnel chat -p ails --messages talk.json       continue a conversation",
      "  runnel chat --sandbox -m fault-reset \"Hello\"   see an answer break off",
      "  runnel chat -p ails --record a.cassette \"Hi\"   keep what goes over the wire",
      "  runnel chat --replay a.cassette \"Hi\"           and hear it again, offline",
      "",
      "Standard input is read to its end unless it is a terminal; with `< /dev/null`",
      "the prompt is sent alone.",
      "",
      "Exit codes: 0 answered, 2 usage or configuration, 3 no endpoint fits, 4 only",
      "credentials are missing, 5 failed, 6 incomplete, 130 interrupted,",
      "141 standard output was closed."
    })
final class ChatCommand extends ShellCommand {
  @Parameters(
      paramLabel = "PROMPT",
      arity = "0..*",
      description = "What to ask; several words are joined by spaces.")
  List<String> words = new ArrayList<>();

  @Mixin TargetOptions target = new TargetOptions();
  @Mixin RequestOptions settings = new RequestOptions();

  @Option(
      names = "--messages",
      paramLabel = "FILE|-",
      description =
          "A conversation as JSON: [{\"role\": \"user\", \"content\": \"…\"}, …]; the prompt, if"
              + " any, follows it. -: from standard input.")
  @Nullable String messages;

  @Option(names = "--no-stream", description = "Print the answer at its end, in one piece.")
  boolean noStream;

  @Option(
      names = "--plain",
      description = "Show the answer as it is written, also on a terminal: no Markdown.")
  boolean plain;

  @Option(names = "--json", description = "Print one JSON object a line for each event.")
  boolean json;

  private @Nullable AnswerRenderer renderer;

  ChatCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    target.check();
    settings.check();
    if (conversing()) {
      return converse();
    }
    AnswerRenderer shown = json ? new JsonRenderer(shell.out()) : text(shell::columns);
    renderer = shown;
    ChatRequest.Builder request = request();
    try (Desk desk = target.open(shell)) {
      Route route = desk.route(request);
      Narrator narrator = new Narrator(shell.err(), verbose);
      narrator.routed(route, target.clocks.timeouts());
      Turn turn = new Turn(shell, shown, narrator, !noStream);
      return turn.exitCode(turn.take(desk.runner().call(route), route));
    }
  }

  private AnswerRenderer text(IntSupplier columns) {
    return shell.colour() && !plain
        ? new MarkdownRenderer(shell.out(), columns)
        : new TextRenderer(shell.out());
  }

  /** Nothing to ask, and a person at both ends: he is asked what to ask. */
  private boolean conversing() {
    return words.isEmpty()
        && messages == null
        && !json
        && !noStream
        && shell.inIsTerminal()
        && shell.out().terminal();
  }

  private int converse() {
    try (Desk desk = target.open(shell)) {
      Conversing answerer = new Conversing(shell, desk, target, settings, verbose);
      Addressee to =
          new Addressee(Optional.ofNullable(target.provider), Optional.ofNullable(target.model));
      Optional<Path> history = new TypedLines(shell).file();
      return new Repl(shell, answerer, this::text, to, Optional.ofNullable(settings.system))
          .run(history);
    }
  }

  @Override
  void show(Failure failure) {
    if (renderer == null || failure.message().isEmpty()) {
      return;
    }
    try {
      if (failure.thrown() instanceof NoEndpointException refusal) {
        renderer.refused(refusal, failure.exitCode());
      } else {
        renderer.error(failure.message(), failure.exitCode());
      }
    } catch (OutputFailedException e) {
      return; // what went wrong first is told already
    }
  }

  private ChatRequest.Builder request() {
    boolean piped = !"-".equals(messages);
    String read = InputText.ofStandardInput(shell);
    String prompt = Prompt.of(words, piped ? read : "");
    List<Message> conversation = conversation(read);
    if (prompt.isEmpty() && conversation.isEmpty()) {
      throw new UsageException(
          "There is no prompt: write one, as in `runnel chat \"Hello\"`, pipe one in, or give a"
              + " conversation with --messages FILE.");
    }
    ChatRequest.Builder request = settings.request();
    conversation.forEach(request::message);
    if (!prompt.isEmpty()) {
      request.user(prompt);
    }
    return request.timeouts(target.clocks.timeouts().orElse(null));
  }

  private List<Message> conversation(String read) {
    if (messages == null) {
      return List.of();
    }
    return messages.equals("-")
        ? MessagesFile.parse(read, "standard input")
        : MessagesFile.read(messages);
  }
}
