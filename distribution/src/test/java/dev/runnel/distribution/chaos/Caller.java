package dev.runnel.distribution.chaos;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.distribution.chaos.Mischief.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Who makes one call, takes its answer in its own way, and remembers everything that it was told.
 */
final class Caller {
  /** How the answer is taken. */
  private enum Manner {
    SINK,
    ONE_BY_ONE,
    PUBLISHER,
    THROWING,
    ANSWER
  }

  final int number;
  final Call call;
  private final Manner manner;
  private final int throwsAt;
  private final StringBuilder text = new StringBuilder();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final List<String> wrongs = new ArrayList<>();
  private int tokens;

  Caller(int number, Call call, SplittableRandom chance) {
    this.number = number;
    this.call = call;
    int lot = chance.nextInt(100);
    manner =
        lot < 40
            ? Manner.SINK
            : lot < 60
                ? Manner.ONE_BY_ONE
                : lot < 80 ? Manner.PUBLISHER : lot < 98 ? Manner.ANSWER : Manner.THROWING;
    throwsAt = chance.nextInt(1, 4);
  }

  /** Starts the call; the outcome is told by {@link Call#outcome()}. */
  void ask() {
    switch (manner) {
      case PUBLISHER -> call.publisher().subscribe(new Reader());
      case ANSWER ->
          call.answer()
              .whenComplete(
                  (answer, failure) -> {
                    if (answer != null) {
                      took(answer.text());
                    }
                    end("answer");
                  });
      default -> call.stream(new Sink());
    }
  }

  synchronized void ended(Outcome outcome) {
    outcomes.add(outcome);
  }

  synchronized Outcome outcome() {
    return outcomes.get(0);
  }

  private synchronized void took(String token) {
    if (!ends.isEmpty()) {
      wrongs.add("'" + token + "' after the end");
    }
    text.append(token);
    tokens++;
  }

  private synchronized void end(String how) {
    ends.add(how);
  }

  /** What is wrong with what it saw; empty: nothing. */
  synchronized List<String> complaints(Map<String, Answer> answers) {
    List<String> all = new ArrayList<>(wrongs);
    if (outcomes.size() != 1) {
      all.add(outcomes.size() + " outcomes");
      return all;
    }
    Outcome outcome = outcomes.get(0);
    boolean cancelledBeforeItsView = ends.isEmpty() && manner == Manner.PUBLISHER;
    if (ends.size() != 1 && !cancelledBeforeItsView) {
      all.add("ends: " + ends);
    }
    boolean seen = manner != Manner.ANSWER || outcome instanceof Outcome.Completed;
    if (seen) {
      complainOfText(outcome, answers, all);
    }
    return all;
  }

  private void complainOfText(Outcome outcome, Map<String, Answer> answers, List<String> all) {
    String got = text.toString();
    boolean completed = outcome instanceof Outcome.Completed;
    if (got.isEmpty()) {
      boolean mustHaveContent = completed || outcome instanceof Outcome.Incomplete;
      if (mustHaveContent || delivered(outcome)) {
        all.add("no content, and " + outcome);
      }
      return;
    }
    int space = got.indexOf(' ');
    @Nullable Answer answer = answers.get(space < 0 ? got : got.substring(0, space));
    if (answer == null) {
      all.add("nobody said: " + got);
    } else if (answer.call() != number) {
      all.add("another's answer: " + got);
    } else if (completed ? !answer.text().equals(got) : !answer.text().startsWith(got)) {
      all.add(outcome + " with '" + got + "' of '" + answer.text() + "'");
    }
    if (!completed && !(outcome instanceof Outcome.Incomplete) && !delivered(outcome)) {
      all.add("content was seen, and " + outcome);
    }
  }

  private static boolean delivered(Outcome outcome) {
    return outcome.fold(
        completed -> true,
        incomplete -> true,
        failed -> failed.contentDelivered(),
        cancelled -> cancelled.contentDelivered());
  }

  boolean failedByItself() {
    return outcome() instanceof Outcome.Failed failed
        && failed.cause().kind() == ErrorKind.CONSUMER;
  }

  @Override
  public String toString() {
    return "call-" + number + " (" + manner + ")";
  }

  private final class Sink implements TokenSink {
    @Override
    public void onStart(Call started) {
      started.request(manner == Manner.ONE_BY_ONE ? 1 : Long.MAX_VALUE);
    }

    @Override
    public void onToken(String token) {
      took(token);
      if (manner == Manner.ONE_BY_ONE) {
        call.request(1);
      }
      if (manner == Manner.THROWING && tokens == throwsAt) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public void onEnd(Outcome outcome) {
      end("onEnd");
    }
  }

  private final class Reader implements Flow.Subscriber<ChatEvent> {
    private Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(2);
    }

    @Override
    public void onNext(ChatEvent event) {
      if (event instanceof ChatEvent.Token token) {
        took(token.text());
      }
      if (subscription != null) {
        subscription.request(1);
      }
    }

    @Override
    public void onError(Throwable failure) {
      end("onError");
    }

    @Override
    public void onComplete() {
      end("onComplete");
    }
  }
}
