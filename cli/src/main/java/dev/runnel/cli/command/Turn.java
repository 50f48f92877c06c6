package dev.runnel.cli.command;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Outcome;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.Gathered;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.runner.route.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One request and its answer, shown as it comes or at its end.
 *
 * @param stream whether it is shown as it comes
 */
record Turn(Shell shell, AnswerRenderer shown, Narrator narrator, boolean stream) {
  /**
   * Runs a call to its end. Ctrl-C cancels it.
   *
   * @throws OutputFailedException when the answer could not be written
   */
  Outcome take(Call call, Route route) {
    shown.begin(route);
    Outcome outcome = run(call);
    Optional<OutputFailedException> broken = shell.out().failure();
    if (broken.isPresent()) {
      throw broken.get();
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

  private Outcome run(Call call) {
    Interruption.Registration registration = shell.interruption().onInterrupt(call::cancel);
    try {
      return stream ? stream(call) : gather(call);
    } finally {
      registration.withdraw();
    }
  }

  private Outcome stream(Call call) {
    call.stream(narrator.watching(shown));
    return call.outcome().toCompletableFuture().join();
  }

  private Outcome gather(Call call) {
    CompletionStage<Answer> answer = call.answer();
    Outcome outcome = call.outcome().toCompletableFuture().join();
    // The answer is there before the outcome is.
    Gathered.of(answer).ifPresent(shown::whole);
    return outcome;
  }
}
