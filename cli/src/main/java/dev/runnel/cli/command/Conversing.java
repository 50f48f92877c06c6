package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.repl.Addressee;
import dev.runnel.cli.repl.Answerer;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
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
  private final boolean verbose;

  Conversing(
      Shell shell, Desk desk, TargetOptions target, RequestOptions settings, boolean verbose) {
    this.shell = shell;
    this.desk = desk;
    this.target = target;
    this.settings = settings;
    this.verbose = verbose;
  }

  @Override
  public Optional<Outcome> ask(List<Message> messages, Addressee to, AnswerRenderer shown) {
    try {
      ChatRequest.Builder request =
          settings
              .requestWithoutSystem()
              .messages(messages)
              .timeouts(target.clocks.timeouts().orElse(null));
      Route route = desk.route(request, wish(to));
      Narrator narrator = new Narrator(shell.err(), verbose);
      narrator.routed(route, target.clocks.timeouts());
      Turn turn = new Turn(shell, shown, narrator, true);
      return Optional.of(turn.take(desk.runner().call(route), route));
    } catch (OutputFailedException e) {
      throw e; // there is nobody to talk to
    } catch (RuntimeException e) {
      explain(e);
      return Optional.empty();
    }
  }

  @Override
  public String whoAnswers(Addressee to) {
    Route route = desk.route(settings.requestWithoutSystem().user("?"), wish(to));
    return route
        .chosen()
        .map(Candidate::toString)
        .orElseThrow(() -> new NoEndpointException(route));
  }

  @Override
  public void explain(RuntimeException failure) {
    Failure.of(failure).tell(shell.err(), verbose);
  }

  @Override
  public List<Endpoint> endpoints() {
    return desk.runner().endpoints();
  }

  private static Wish wish(Addressee to) {
    return new Wish(to.endpoint(), to.model());
  }
}
