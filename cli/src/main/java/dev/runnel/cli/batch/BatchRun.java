package dev.runnel.cli.batch;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.Usage;
import dev.runnel.cli.render.Gathered;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks rows, a few at a time, and writes what becomes of them. One thread reads, asks, writes and
 * shows; it reads no further than it may ask, so that nothing piles up.
 */
final class BatchRun {
  private record Ended(long place, Supplier<Result> result) {}

  private final BatchSettings settings;
  private final Asker asker;
  private final Sheet answers;
  private final Sheet failures;
  private final Progress progress;
  private final InOrder order;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private Tally tally;
  private long started;
  private int open;

  BatchRun(
      BatchSettings settings,
      Survey survey,
      Asker asker,
      Sheet answers,
      Sheet failures,
      Progress progress) {
    this.settings = requireNonNull(settings, "settings is null");
    this.asker = requireNonNull(asker, "asker is null");
    this.answers = requireNonNull(answers, "answers is null");
    this.failures = requireNonNull(failures, "failures is null");
    this.progress = requireNonNull(progress, "progress is null");
    order = new InOrder(answers);
    tally = new Tally(survey.rows(), survey.rows() - survey.left(), 0, 0, Usage.ABSENT);
  }

  /**
   * Asks all rows, until an interruption or too many failures stop it.
   *
   * @return how far it came
   */
  Tally run(OpenRows rows, Interruption interruption) {
    Interruption.Registration registration = interruption.onInterrupt(this::stop);
    try {
      boolean more = true;
      while (true) {
        while (more && mayAsk()) {
          Optional<Row> row = rows.next();
          more = row.isPresent();
          row.ifPresent(this::ask);
        }
        if (open == 0) {
          return written();
        }
        progress.show(tally);
        await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return written();
    } finally {
      stop();
      registration.withdraw();
    }
  }

  /** Cancels what is under way, and asks no more. */
  void stop() {
    stopped = true;
    underWay.forEach(Call::cancel);
  }

  private boolean mayAsk() {
    return !stopped
        && open < settings.concurrency()
        && (!settings.ordered() || order.ahead(started) < settings.window());
  }

  private void ask(Row row) {
    long place = started++;
    open++;
    try {
      start(row, place);
    } catch (NoEndpointException e) {
      ended.add(new Ended(place, () -> Result.rejected(row, e)));
    } catch (ChatException e) {
      ended.add(new Ended(place, () -> Result.rejected(row, e)));
    }
  }

  private void start(Row row, long place) {
    RunnerCall call = asker.call(row);
    underWay.add(call);
    if (stopped) {
      call.cancel();
    }
    long asked = System.nanoTime();
    CompletionStage<Answer> answer = call.answer();
    call.outcome()
        .thenAccept(
            outcome -> {
              underWay.remove(call);
              Duration took = Duration.ofNanos(System.nanoTime() - asked);
              ended.add(
                  new Ended(
                      place,
                      () -> Result.of(row, outcome, Gathered.of(answer), call.trail(), took)));
            });
  }

  private void await() throws InterruptedException {
    @Nullable Ended next = ended.poll(progress.tick().toMillis(), TimeUnit.MILLISECONDS);
    while (next != null) {
      open--;
      finish(next.place(), next.result().get());
      next = ended.poll();
    }
  }

  private void finish(long place, Result result) {
    if (result.fate() == Result.Fate.DROPPED) {
      return;
    }
    tally = tally.with(result);
    boolean good = result.fate() == Result.Fate.ANSWERED;
    if (!good) {
      failures.write(result.line());
      settings.onFailure().accept(result.key() + ": " + result.problem());
    }
    if (settings.ordered()) {
      order.take(place, good ? Optional.of(result.line()) : Optional.empty());
    } else if (good) {
      answers.write(result.line());
    }
    if (tally.failed() >= settings.mostFailures()) {
      stop();
    }
  }

  /** What waits for an earlier row that was never answered is not written, and so not done. */
  private Tally written() {
    return tally.without(order.waiting());
  }
}
