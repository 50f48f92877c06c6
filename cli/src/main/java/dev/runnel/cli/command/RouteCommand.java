package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.cli.render.RouteExplanation;
import dev.runnel.cli.render.RouteJson;
import dev.runnel.cli.render.RouteText;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel route}: where {@code runnel chat} would go, without going. */
@Command(
    name = "route",
    sortOptions = false,
    description =
        "Explain who would answer, with which key, and why the others would not. Sends nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel route                          who answers without any flag",
      "  runnel route -m gpt-5-mini            who has this model",
      "  runnel route -p groq -s \"Be brief\"    whether it takes system messages",
      "  runnel route -a photo.png \"What?\"     who takes images",
      "  runnel route --sandbox --json         for programs",
      "",
      "Standard input is not read. Exit codes are those that `runnel chat` would end",
      "with before it asks: 0 somebody answers, 2 usage or configuration, 3 no endpoint",
      "fits, 4 only credentials are missing."
    })
final class RouteCommand extends ShellCommand {
  /** What is asked decides nothing but its form, so anything will do. */
  private static final String ANYTHING = "Hello";

  @Parameters(
      paramLabel = "PROMPT",
      arity = "0..*",
      description = "What would be asked; may be left out.")
  List<String> words = new ArrayList<>();

  @Mixin TargetOptions target = new TargetOptions();
  @Mixin RequestOptions settings = new RequestOptions();
  @Mixin PromptOptions prompting = new PromptOptions();

  @Option(
      names = "--messages",
      paramLabel = "FILE",
      description = "A conversation as JSON, as for chat.")
  @Nullable String messages;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  RouteCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    prompting.check(false, messages);
    Prompting prompt = new Prompting(prompting, withoutInput());
    prompt.complete(target, settings);
    target.check();
    settings.check();
    List<String> asked = words.isEmpty() && messages == null ? List.of(ANYTHING) : words;
    ChatRequest.Builder request = settings.request();
    request.messages(prompt.said(asked, settings.system, messages));
    prompt.shape(false).addTo(request);
    try (Desk desk = target.open(shell)) {
      Route route = desk.route(request);
      show(
          RouteExplanation.of(
              route,
              desk.runner()::options,
              target.endpoints.unofficial || allowedBySettings(desk),
              route.request().timeouts().orElse(desk.settings().timeouts())));
      if (route.chosen().isEmpty()) {
        throw new NoEndpointException(route);
      }
      return ExitCode.OK;
    }
  }

  /** What is piped decides nothing, and may be long in coming. */
  private Shell withoutInput() {
    return new Shell(
        InputStream.nullInputStream(),
        false,
        shell.out(),
        shell.err(),
        shell.environment(),
        shell.interruption());
  }

  private static boolean allowedBySettings(Desk desk) {
    return desk.settings().values().stream()
        .anyMatch(
            value ->
                value.key().equals("unofficial")
                    && value.shown().filter("allow"::equals).isPresent());
  }

  private void show(RouteExplanation explanation) {
    if (json) {
      int exitCode =
          explanation.candidates().isEmpty()
              ? Failure.of(new NoEndpointException(explanation.route())).exitCode()
              : ExitCode.OK;
      shell.out().line(RouteJson.of(explanation, exitCode));
    } else {
      RouteText.of(explanation)
          .forEach(line -> shell.out().line(ControlCharacters.neutralised(line)));
    }
  }
}
