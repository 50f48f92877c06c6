package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.cli.input.Attachment;
import dev.runnel.cli.input.Attachments;
import dev.runnel.cli.input.InputText;
import dev.runnel.cli.input.MessagesFile;
import dev.runnel.cli.input.Prompt;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.JsonRenderer;
import dev.runnel.cli.render.TextRenderer;
import dev.runnel.cli.schema.AnswerSchema;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.Template;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "  runnel chat -a photo.png \"What is this?\"      send a file along",
      "  runnel chat -T review < Main.java              start from a template",
      "  runnel chat --schema \"name, age int\" \"A dog\"  answer in JSON",
      "  runnel chat -x \"A regex for dates\"            only the code block",
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
  @Mixin PromptOptions prompting = new PromptOptions();

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

  private @Nullable AnswerRenderer renderer;

  ChatCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    prompting.check(json, messages);
    Optional<Template> template = prompting.template(shell);
    template.ifPresent(this::takeOver);
    target.check();
    settings.check();
    AnswerShape shape = shape(template);
    boolean lines = shell.out().terminal() && !json;
    AnswerRenderer shown =
        shape.over(json ? new JsonRenderer(shell.out()) : new TextRenderer(shell.out()), lines);
    renderer = shown;
    ChatRequest.Builder request = request(template);
    shape.addTo(request);
    try (Desk desk = target.open(shell)) {
      Route route = desk.route(request);
      Narrator narrator = new Narrator(shell.err(), verbose);
      narrator.routed(route, target.clocks.timeouts());
      Turn turn = new Turn(shell, shown, narrator, !noStream);
      Outcome outcome = turn.take(desk.runner().call(route), route);
      return shape.conclude(outcome, turn.exitCode(outcome), shell.err());
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

  /** What the command line does not say is as the template says. */
  private void takeOver(Template template) {
    if (target.model == null && target.provider == null) {
      target.model = template.model().orElse(null);
    }
    if (settings.temperature == null && template.temperature().isPresent()) {
      settings.temperature = template.temperature().getAsDouble();
    }
    if (settings.maxTokens == null && template.maxTokens().isPresent()) {
      settings.maxTokens = template.maxTokens().getAsInt();
    }
  }

  private AnswerShape shape(Optional<Template> template) {
    Optional<String> schema =
        Optional.ofNullable(prompting.schema).or(() -> template.flatMap(Template::schema));
    boolean extract =
        prompting.extract || (!json && template.isPresent() && template.get().extract());
    return new AnswerShape(schema.map(AnswerSchema::of), extract);
  }

  private ChatRequest.Builder request(Optional<Template> template) {
    boolean taken = "-".equals(messages) || Attachments.takeStandardInput(prompting.attachments);
    boolean attached = taken && !"-".equals(messages);
    String read = attached ? "" : InputText.ofStandardInput(shell);
    String prompt = Prompt.of(words, taken ? "" : read);
    if (template.isPresent()) {
      Template.Filled filled = prompting.fill(template.get(), prompt);
      prompt = filled.prompt();
      settings.system = settings.system == null ? filled.system().orElse(null) : settings.system;
    }
    List<Message> conversation = conversation(read);
    if (prompt.isEmpty() && !prompting.attachments.isEmpty()) {
      throw new UsageException(
          "There is no prompt: say what to do with what is attached, as in `runnel chat -a"
              + " photo.png \"What is this?\"`.");
    }
    if (prompt.isEmpty() && conversation.isEmpty()) {
      throw new UsageException(
          "There is no prompt: write one, as in `runnel chat \"Hello\"`, pipe one in, or give a"
              + " conversation with --messages FILE.");
    }
    ChatRequest.Builder request = settings.request();
    conversation.forEach(request::message);
    if (!prompt.isEmpty()) {
      Attachments attachments = new Attachments(shell);
      List<Attachment> files = prompting.attachments.stream().map(attachments::read).toList();
      request.message(Attachment.message(files, prompt));
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
