package dev.runnel.cli.command;

import dev.runnel.api.Call;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.BothSinks;
import dev.runnel.cli.render.GatheringSink;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.RunnerCall;
import java.util.Optional;

/**
 * One request and its answer, shown as it comes or at its end.
 *
 * @param stream whether it is shown as it comes
 */
record Turn(Shell shell, AnswerRenderer shown, Narrator narrator, boolean stream) {
  /**
   * Runs a call to its end. Ctrl-C cancels it.
   *
   * @param log told what arrives, before it is shown
   * @throws OutputFailedException when the answer could not be written
   */
  Outcome take(Call call, Route route, TokenSink log) {
    shown.begin(route);
    Outcome outcome = run(call, log);
    Optional<OutputFailedException> broken = shell.out().failure();
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (call instanceof RunnerCall tried) {
      shown.tried(tried.trail());
    }
    shown.outcome(outcome, exitCode(outcome));
    narrator.ended(outcome);
    return outcome;
  }

  int exitCode(Outcome outcome) {
    return outcome.<Integer>fold(
        completed -> ExitCode.OK,
        incomplete -> ExitCode.INCOMPLETE,
        failed -> ExitCode.FAILED,
        cancelled -> ExitCode.INTERRUPTED);
  }

  private Outcome run(Call call, TokenSink log) {
    Interruption.Registration registration = shell.interruption().onInterrupt(call::cancel);
    try {
      return stream ? stream(call, log) : gather(call, log);
    } finally {
      registration.withdraw();
    }
  }

  private Outcome stream(Call call, TokenSink log) {
    call.stream(new BothSinks(log, narrator.watching(shown)));
    return call.outcome().toCompletableFuture().join();
  }

  private Outcome gather(Call call, TokenSink log) {
    GatheringSink gathered = new GatheringSink();
    call.stream(new BothSinks(log, gathered));
    Outcome outcome = call.outcome().toCompletableFuture().join();
    if (outcome instanceof Outcome.Completed || outcome instanceof Outcome.Incomplete) {
      shown.whole(gathered.answer(outcome));
    }
    return outcome;
  }
}
