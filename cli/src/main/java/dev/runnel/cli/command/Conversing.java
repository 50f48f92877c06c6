package dev.runnel.cli.command;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.cli.conversation.LiveConversation;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.BothSinks;
import dev.runnel.cli.render.GatheringSink;
import dev.runnel.cli.repl.Addressee;
import dev.runnel.cli.repl.Answerer;
import dev.runnel.cli.repl.Reply;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.history.ExchangeStart;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.util.List;
import java.util.Optional;

/** Answers in a conversation, with all that the command line said of requests. */
final class Conversing implements Answerer {
  private final Shell shell;
  private final Desk desk;
  private final TargetOptions target;
  private final RequestOptions settings;
  private final LiveConversation conversation;
  private final LogPosition position;
  private final boolean verbose;

  Conversing(
      Shell shell,
      Desk desk,
      TargetOptions target,
      RequestOptions settings,
      LiveConversation conversation,
      boolean verbose) {
    this.conversation = conversation;
    position = new LogPosition(conversation);
    this.shell = shell;
    this.desk = desk;
    this.target = target;
    this.settings = settings;
    this.verbose = verbose;
  }

  @Override
  public Optional<Reply> ask(List<Message> messages, Addressee to, AnswerRenderer shown) {
    try {
      ChatRequest.Builder request = settings.request().messages(messages);
      conversation.memory().ifPresent(request::conversationId);
      Route route = desk.route(request.timeouts(target.clocks.timeouts().orElse(null)), wish(to));
      Narrator narrator = new Narrator(shell.err(), verbose);
      narrator.routed(route, desk.runner()::options, route.request().timeouts());
      Call call = desk.runner().call(route, narrator.ofAttempts());
      ExchangeStart.Asked asked = ConversationOptions.asked(wish(to));
      TokenSink log = conversation.log(position.goOn(messages), asked, call.request(), route);
      GatheringSink gathered = new GatheringSink();
      Turn turn = new Turn(shell, shown, narrator, true);
      Outcome outcome = turn.take(call, route, new BothSinks(log, gathered));
      return Optional.of(reply(messages, outcome, gathered));
    } catch (OutputFailedException e) {
      throw e; // there is nobody to talk to
    } catch (RuntimeException e) {
      explain(e);
      return Optional.empty();
    } finally {
      conversation.tellTrouble();
    }
  }

  private Reply reply(List<Message> messages, Outcome outcome, GatheringSink gathered) {
    List<Message> answer =
        gathered.answer(outcome).messages().stream()
            .filter(message -> !message.parts().isEmpty())
            .toList();
    if (!answer.isEmpty()) {
      position.answered(messages, answer);
    }
    return new Reply(outcome, answer);
  }

  @Override
  public void beginAnew() {
    position.beginAnew();
  }

  @Override
  public String whoAnswers(Addressee to) {
    Route route = desk.route(settings.request().user("?"), wish(to));
    return route
        .chosen()
        .map(Candidate::toString)
        .orElseThrow(() -> new NoEndpointException(route));
  }

  @Override
  public void explain(RuntimeException failure) {
    Failure.of(failure).heeding(shell.environment()).tell(shell.err(), verbose);
  }

  @Override
  public List<Endpoint> endpoints() {
    return desk.runner().endpoints();
  }

  private static Wish wish(Addressee to) {
    return new Wish(to.endpoint(), to.model());
  }
}
