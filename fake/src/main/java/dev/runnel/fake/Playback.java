package dev.runnel.fake;

import dev.runnel.spi.Exchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does the steps of a reply, one after the other and on whatever thread the next one can be done
 * on; content only while it is wanted.
 */
final class Playback {
  private final Deque<Step> steps;
  private final Exchange exchange;
  private final Pauses pauses;
  private final AtomicInteger wakeUps = new AtomicInteger();
  // Written by whoever plays, which only one thread does at a time; and by the one who waited.
  private volatile boolean waiting;

  Playback(List<Step> steps, Exchange exchange, Pauses pauses) {
    this.steps = new ArrayDeque<>(steps);
    this.exchange = exchange;
    this.pauses = pauses;
  }

  /** Goes on as far as it can; no matter who calls, and how often. */
  void play() {
    if (wakeUps.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      playOn();
      seen = wakeUps.addAndGet(-seen);
    }
  }

  private void playOn() {
    while (!waiting && !exchange.isOver() && !steps.isEmpty()) {
      Step next = steps.getFirst();
      if (next instanceof Step.Say say) {
        if (!exchange.wantsMore()) {
          return; // demand plays on
        }
        steps.removeFirst();
        boolean unused = say.signal().test(exchange);
      } else if (next instanceof Step.Flood flood) {
        if (!flood.signal().test(exchange) && !exchange.wantsMore()) {
          return; // demand plays on
        }
      } else {
        steps.removeFirst();
        perform(next);
      }
    }
  }

  private void perform(Step step) {
    if (step instanceof Step.Tell tell) {
      tell.signal().accept(exchange);
    } else if (step instanceof Step.Pause pause) {
      waiting = true;
      pauses.pass(pause.duration(), this::goOn);
    } else if (step instanceof Step.Await await) {
      waiting = true;
      await.gate().whenComplete((value, thrown) -> goOn());
    }
  }

  private void goOn() {
    waiting = false;
    play();
  }
}
