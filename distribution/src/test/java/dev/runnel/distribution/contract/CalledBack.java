package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.Outcome;
import dev.runnel.distribution.contract.Promise.Deed;
import dev.runnel.sandbox.script.Gate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the two views of the library that call back have in common. */
abstract class CalledBack implements Listening {
  /** What the consumer throws, where that is its deed. */
  static final class ConsumerException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Call call;
  private final Deed deed;
  private final String wanted;
  private final Gate heard;
  private final StringBuffer text = new StringBuffer();
  private volatile boolean over;
  private volatile String tooLate = "";

  CalledBack(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    call = setting.client(upstream.id, promise.tail()).call(Setting.request(promise.timeouts()));
    deed = promise.deed();
    wanted = promise.expected(upstream).text();
    this.heard = heard;
  }

  final void token(String token) {
    noteSignal("token " + token);
    text.append(token);
    if (!text.toString().equals(wanted)) {
      return;
    }
    heard.open();
    if (deed == Deed.THROWS_AT_CONTENT) {
      throw new ConsumerException();
    } else if (deed == Deed.CANCELS_AFTER_CONTENT) {
      cancel();
    }
  }

  /** No signal may follow this one. */
  final void over(String signal) {
    noteSignal(signal);
    over = true;
  }

  private void noteSignal(String signal) {
    if (over) {
      tooLate += signal + "; ";
    }
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public final void assertTold(Expected expected) {
    Outcome outcome = outcome();
    assertThat(outcome).isInstanceOf(expected.outcome());
    assertThat(text).hasToString(expected.text());
    outcome.<Boolean>fold(
        completed -> true,
        incomplete -> {
          assertThat(incomplete.reason()).isEqualTo(expected.reason().orElseThrow());
          return assertCause(incomplete.cause(), expected);
        },
        failed -> {
          assertThat(failed.contentDelivered()).isEqualTo(!expected.text().isEmpty());
          return assertCause(failed.cause(), expected);
        },
        cancelled -> {
          assertThat(cancelled.contentDelivered()).isEqualTo(!expected.text().isEmpty());
          return true;
        });
    assertEndOfView(expected, outcome);
    assertThat(tooLate).as("signals after the end").isEmpty();
  }

  private static boolean assertCause(ChatException cause, Expected expected) {
    assertThat(cause.kind()).as(cause.describe()).isEqualTo(expected.error().orElseThrow());
    assertThat(cause.clock()).isEqualTo(expected.clock());
    assertThat(cause.retry().after()).isEqualTo(expected.retryAfter());
    if (expected.isConsumersFailure()) {
      assertThat(cause).hasRootCauseInstanceOf(ConsumerException.class);
    }
    return true;
  }

  /** What the view itself showed of the end; everything has been shown by now. */
  abstract void assertEndOfView(Expected expected, Outcome outcome);

  private Outcome outcome() {
    try {
      return call.outcome().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return fail("The call has not ended; it got '" + text + "'", e);
    } catch (ExecutionException e) {
      return fail("An outcome never fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("Interrupted while the call went on", e);
    }
  }
}
