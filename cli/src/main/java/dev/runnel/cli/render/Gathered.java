package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.IncompleteAnswerException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What a call gathered, be it whole or broken off. */
public final class Gathered {
  private Gathered() {}

  /**
   * The answer, or what there is of it.
   *
   * @param answer of a call whose outcome is there: then it is, too
   */
  public static Optional<Answer> of(CompletionStage<Answer> answer) {
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
}
