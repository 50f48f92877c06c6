package dev.runnel.cli.command;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.cassette.CassetteException;
import dev.runnel.cli.conversation.LiveConversation;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.JsonRenderer;
import dev.runnel.cli.render.MarkdownRenderer;
import dev.runnel.cli.render.TextRenderer;
import dev.runnel.cli.repl.Addressee;
import dev.runnel.cli.repl.Repl;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.history.Conversation;
import dev.runnel.history.ExchangeStart;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel chat}: one request, its answer on standard output. */
@Command(
    name = "chat",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Ask a model; its answer streams to standard output, all else to standard error.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel chat --sandbox \"Hello\"                  try it, without network",
      "  runnel chat -p ails                            talk, at a terminal",
      "  runnel chat -p ails \"Why is the sky blue?\"     ask a service by name",
      "  git diff | runnel chat -p ails \"Review this:\"  prompt, then what is piped",
      "  runnel chat -a photo.png \"What is this?\"       send a file along",
      "  runnel chat -T review < Main.java              start from a template",
      "  runnel chat --schema \"name, age int\" \"A dog\"   answer in JSON",
      "  runnel chat -x \"A regex for dates\"             only the code block",
      "  runnel chat -c \"And at night?\"                 go on with what was said last",
      "  runnel chat -p ails --messages talk.json       go on with one in a file",
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
  @Mixin ConversationOptions conversations = new ConversationOptions();

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

  @Option(
      names = "--usage",
      description = "Say on standard error what was used: tokens, their rate, and who served.")
  boolean usage;

  private @Nullable AnswerRenderer renderer;

  ChatCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    prompting.check(json, messages);
    Prompting prompt = new Prompting(prompting, shell);
    prompt.complete(target, settings);
    target.check();
    settings.check();
    if (conversing()) {
      return converse();
    }
    AnswerShape shape = prompt.shape(json);
    AnswerRenderer text = shape.plain() ? text(shell::columns) : new TextRenderer(shell.out());
    AnswerRenderer shown =
        json
            ? shape.over(new JsonRenderer(shell.out()), false)
            : shape.over(text, shell.out().terminal());
    renderer = shown;
    conversations.check(messages);
    List<Message> added = prompt.said(words, settings.system, messages);
    try (LiveConversation conversation = conversations.open(shell, target.standIn());
        Desk desk = target.open(shell, ConversationOptions.wish(target.wish(), conversation))) {
      conversations.log(conversation, shell, target.standIn(), desk.settings());
      ChatRequest.Builder request = settings.request();
      request.messages(Conversation.goOn(conversation.earlierMessages(), added));
      conversation.memory().ifPresent(request::conversationId);
      shape.addTo(request);
      Route route = desk.route(request.timeouts(target.clocks.timeouts().orElse(null)));
      Narrator narrator = new Narrator(shell.err(), verbose, usage);
      narrator.routed(route, desk.runner()::options, route.request().timeouts());
      Turn turn = new Turn(shell, shown, narrator, !noStream);
      Call call = desk.runner().call(route, narrator.ofAttempts());
      ExchangeStart.Asked asked = ConversationOptions.asked(target.wish());
      TokenSink log = conversation.log(added, asked, call.request(), route);
      Outcome outcome = turn.take(call, route, log);
      return shape.conclude(outcome, turn.exitCode(outcome), shell.err());
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
        && !prompting.forOneAnswer()
        && messages == null
        && !json
        && !noStream
        && shell.inIsTerminal()
        && shell.out().terminal();
  }

  private int converse() {
    conversations.check(messages);
    try (LiveConversation conversation = conversations.open(shell, target.standIn());
        Desk desk = target.open(shell, ConversationOptions.wish(target.wish(), conversation))) {
      conversations.log(conversation, shell, target.standIn(), desk.settings());
      Conversing answerer = new Conversing(shell, desk, target, settings, conversation, verbose);
      Wish wish = ConversationOptions.wish(target.wish(), conversation);
      List<Message> system = Stream.ofNullable(settings.system).map(Message::system).toList();
      List<Message> earlier = Conversation.goOn(conversation.earlierMessages(), system);
      Addressee to = new Addressee(wish.endpoint(), wish.model());
      return new Repl(shell, answerer, this::text, to, earlier).run(new TypedLines(shell).file());
    }
  }

  @Override
  void show(Failure failure) {
    boolean ended = failure.thrown() instanceof CassetteException; // behind the answer's own end
    if (renderer == null || failure.message().isEmpty() || ended) {
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
}
