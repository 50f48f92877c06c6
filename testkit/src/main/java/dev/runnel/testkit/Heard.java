package dev.runnel.testkit;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the caller of one call got, to its end.
 *
 * @param tokens in order; unmodifiable
 * @param outcome how it ended
 */
public record Heard(List<String> tokens, Outcome outcome) {
  private static final int PATIENCE_SECONDS = 30;

  public Heard {
    tokens = List.copyOf(tokens);
  }

  /**
   * Asks, and waits for the end.
   *
   * @throws AssertionError when it does not end within half a minute
   */
  public static Heard from(ChatClient client, ChatRequest request) {
    return from(client.call(request));
  }

  /**
   * Starts a call, and waits for its end.
   *
   * @throws AssertionError when it does not end within half a minute
   */
  public static Heard from(Call call) {
    LinkedBlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    call.stream(tokens::add);
    try {
      Outcome outcome =
          call.outcome().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Heard(List.copyOf(tokens), outcome);
    } catch (TimeoutException e) {
      throw new AssertionError("The call has not ended; it got " + tokens, e);
    } catch (ExecutionException e) {
      throw new AssertionError("An outcome never fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while the call went on", e);
    }
  }

  /** All tokens as one text. */
  public String text() {
    return String.join("", tokens);
  }

  /**
   * The outcome of a call that is expected to have completed.
   *
   * @throws AssertionError when it has not
   */
  public Outcome.Completed completed() {
    return as(Outcome.Completed.class);
  }

  /**
   * The outcome of a call that is expected to have broken off.
   *
   * @throws AssertionError when it has not
   */
  public Outcome.Incomplete incomplete() {
    return as(Outcome.Incomplete.class);
  }

  /**
   * The outcome of a call that is expected to have failed.
   *
   * @throws AssertionError when it has not
   */
  public Outcome.Failed failed() {
    return as(Outcome.Failed.class);
  }

  /**
   * Why a call failed that is expected to have failed before any content.
   *
   * @throws AssertionError when it has not failed, or only after content
   */
  public ChatException refused() {
    Outcome.Failed failed = failed();
    if (failed.contentDelivered() || !tokens.isEmpty()) {
      throw new AssertionError("It failed only after " + tokens, failed.cause());
    }
    return failed.cause();
  }

  private <T extends Outcome> T as(Class<T> kind) {
    if (kind.isInstance(outcome)) {
      return kind.cast(outcome);
    }
    Optional<Throwable> why =
        outcome.fold(
            completed -> Optional.empty(),
            incomplete -> Optional.of(incomplete.cause()),
            failed -> Optional.of(failed.cause()),
            cancelled -> Optional.empty());
    throw new AssertionError(
        "Expected " + kind.getSimpleName() + ", got " + outcome + " after " + shown(),
        why.orElse(null));
  }

  private String shown() {
    String text = text();
    return text.length() > 500 ? text.length() + " characters" : "'" + text + "'";
  }
}
