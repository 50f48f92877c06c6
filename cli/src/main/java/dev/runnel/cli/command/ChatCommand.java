package dev.runnel.cli.command;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.IncompleteAnswerException;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.cli.input.InputText;
import dev.runnel.cli.input.MessagesFile;
import dev.runnel.cli.input.Prompt;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.JsonRenderer;
import dev.runnel.cli.render.TextRenderer;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "The model, or ENDPOINT/MODEL. Default: the endpoint's first.")
  @Nullable String model;

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "ENDPOINT",
      description = "Who answers. Default: the best that has the model and may be asked.")
  @Nullable String provider;

  @Option(
      names = {"-s", "--system"},
      paramLabel = "TEXT",
      description = "How the model is to behave.")
  @Nullable String system;

  @Option(
      names = {"-t", "--temperature"},
      paramLabel = "NUMBER",
      description = "Randomness, usually 0 to 2.")
  @Nullable Double temperature;

  @Option(
      names = "--max-tokens",
      paramLabel = "COUNT",
      description = "The most tokens the answer may have.")
  @Nullable Integer maxTokens;

  @Option(
      names = "--messages",
      paramLabel = "FILE|-",
      description =
          "A conversation as JSON: [{\"role\": \"user\", \"content\": \"…\"}, …]; the prompt, if"
              + " any, follows it. -: from standard input.")
  @Nullable String messages;

  @Option(names = "--no-stream", description = "Print the answer at its end, in one piece.")
  boolean noStream;

  @Option(names = "--json", description = "Print one JSON object a line for each event.")
  boolean json;

  @Mixin EndpointOptions endpoints = new EndpointOptions();
  @Mixin ClockOptions clocks = new ClockOptions();

  @Option(
      names = "--strict",
      description = "Refuse to ask where a part of the request would be dropped.")
  boolean strict;

  @Option(
      names = "--sandbox",
      description = "Let a sandbox on this machine answer: no network, no keys, no model.")
  boolean sandbox;

  @Mixin CassetteOptions cassettes = new CassetteOptions();

  private @Nullable AnswerRenderer renderer;

  ChatCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    checkValues();
    AnswerRenderer shown = json ? new JsonRenderer(shell.out()) : new TextRenderer(shell.out());
    renderer = shown;
    ChatRequest.Builder request = request();
    Wish wish = new Wish(Optional.ofNullable(provider), Optional.ofNullable(model));
    try (Providers providers = Providers.discover();
        Demo demo = demo(providers, wish);
        Recording recording = Recording.start(cassettes, shell.err());
        Runner runner = runner(providers, demo, recording)) {
      Optional<String> named = wish.endpoint();
      Optional<String> asked = demo.takeModel(wish.model());
      if (named.isEmpty() && asked.isEmpty()) {
        named = demo.firstEndpoint();
      }
      Route route = runner.route(request.model(asked.orElse(null)).build(), named);
      Narrator narrator = new Narrator(shell.err(), verbose);
      narrator.routed(route, clocks.timeouts());
      return ask(runner.call(route), route, shown, narrator);
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

  private void checkValues() {
    cassettes.check(sandbox);
    if (model != null && model.isBlank()) {
      throw new UsageException("--model is empty; leave it out for the endpoint's first model.");
    }
    if (temperature != null && temperature < 0) {
      throw new UsageException("--temperature is 0 or more, not " + temperature + ".");
    }
    if (maxTokens != null && maxTokens < 1) {
      throw new UsageException("--max-tokens is 1 or more, not " + maxTokens + ".");
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
    ChatRequest.Builder request =
        ChatRequest.builder().temperature(temperature).maxTokens(maxTokens);
    if (system != null) {
      request.system(system);
    }
    conversation.forEach(request::message);
    if (!prompt.isEmpty()) {
      request.user(prompt);
    }
    return request.timeouts(clocks.timeouts().orElse(null)).strict(strict);
  }

  private List<Message> conversation(String read) {
    if (messages == null) {
      return List.of();
    }
    return messages.equals("-")
        ? MessagesFile.parse(read, "standard input")
        : MessagesFile.read(messages);
  }

  private Demo demo(Providers providers, Wish wish) {
    if (sandbox) {
      return Demo.start(providers, wish);
    }
    return cassettes
        .replay()
        .map(file -> OnCassette.start(file, cassettes.speed(), providers, wish, shell.err()))
        .orElse(Demo.NONE);
  }

  private Runner runner(Providers providers, Demo demo, Recording recording) {
    Runner.Builder builder = endpoints.runner(providers, shell.environment());
    demo.configure(builder);
    recording.configure(builder);
    return endpoints.addTo(builder).build();
  }

  private int ask(Call call, Route route, AnswerRenderer shown, Narrator narrator) {
    shell.interruption().onInterrupt(call::cancel);
    shown.begin(route);
    Outcome outcome = noStream ? gather(call, shown) : stream(call, shown, narrator);
    Optional<OutputFailedException> broken = shell.out().failure();
    if (broken.isPresent()) {
      throw broken.get();
    }
    int exitCode = exitCode(outcome);
    shown.outcome(outcome, exitCode);
    narrator.ended(outcome);
    return exitCode;
  }

  private static Outcome stream(Call call, AnswerRenderer shown, Narrator narrator) {
    call.stream(narrator.watching(shown));
    return call.outcome().toCompletableFuture().join();
  }

  private static Outcome gather(Call call, AnswerRenderer shown) {
    CompletionStage<Answer> answer = call.answer();
    Outcome outcome = call.outcome().toCompletableFuture().join();
    // The answer is there before the outcome is.
    partial(answer).ifPresent(shown::whole);
    return outcome;
  }

  private static Optional<Answer> partial(CompletionStage<Answer> answer) {
    return answer
        .handle(
            (whole, thrown) -> {
              Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
              return cause instanceof IncompleteAnswerException incomplete
                  ? Optional.of(incomplete.partial())
                  : Optional.ofNullable(whole);
            })
        .toCompletableFuture()
        .join();
  }

  private static int exitCode(Outcome outcome) {
    return outcome.<Integer>fold(
        completed -> ExitCode.OK,
        incomplete -> ExitCode.INCOMPLETE,
        failed -> ExitCode.FAILED,
        cancelled -> ExitCode.INTERRUPTED);
  }
}
