package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract point 3: a consumer that throws stops the call, once. */
class ConsumerThrowsTest {
  private static final Script EVERYTHING =
      script().reasoning("hm").token("x").toolCall(0, "id", "f", "{}").usage(3, 4).token("more");

  static Stream<Arguments> cases() {
    List<Supplier<Throwable>> throwables =
        List.of(
            () -> new IllegalStateException("mine"),
            () -> new AssertionError("mine"),
            () -> new java.io.IOException("mine, checked"),
            StackOverflowError::new,
            UnspeakableException::new);
    return Stream.of("start", "reasoning", "token", "tool", "usage")
        .flatMap(
            signal ->
                throwables.stream()
                    .flatMap(
                        thrown ->
                            Stream.of(true, false)
                                .map(direct -> Arguments.of(signal, thrown.get(), direct))));
  }

  @ParameterizedTest(name = "{1} from {0}, direct: {2}")
  @MethodSource("cases")
  void fromAnyMethodItEndsTheCall(String signal, Throwable thrown, boolean direct) {
    Lab lab = direct ? Lab.direct() : Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    sink.then =
        seen -> {
          if (seen.startsWith(signal)) {
            Sneaky.sneakyThrow(thrown);
          }
        };
    Call call = lab.stream(sink);
    if (!signal.equals("start")) {
      EVERYTHING.play(lab.driver.exchange());
    }
    Outcome.Failed failed = (Outcome.Failed) lab.outcome(call);
    assertThat(failed.cause().kind()).isEqualTo(dev.runnel.api.ErrorKind.CONSUMER);
    assertThat(failed.cause()).hasCause(thrown);
    assertThat(sink.signals).endsWith("end");
    assertThat(sink.signals.stream().filter(seen -> seen.startsWith(signal))).hasSize(1);
    assertThat(sink.violations()).isEmpty();
    assertThat(lab.driver.aborts.get() + (lab.driver.starts() == 0 ? 1 : 0))
        .as("aborted, or never started")
        .isEqualTo(1);
    assertThat(lab.driver.starts() == 0 || lab.driver.exchange().isOver()).isTrue();
  }

  @Test
  void aThrowingEndChangesNothing() {
    Lab lab = Lab.stepwise().playing(script().token("x").finish().complete());
    RecordingSink sink = new RecordingSink();
    sink.then =
        seen -> {
          if (seen.equals("end")) {
            throw new IllegalStateException("mine");
          }
        };
    Call call = lab.stream(sink);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(STOP)");
    assertThat(lab.driver.aborts).hasValue(0);
  }

  @Test
  void throwingOnTheLastTokenStillFailsACallTheDriverHasCompleted() {
    Lab lab = Lab.stepwise().playing(script().token("x").finish().complete());
    RecordingSink sink = new RecordingSink();
    sink.then =
        seen -> {
          if (seen.equals("token x")) {
            throw new IllegalStateException("mine");
          }
        };
    assertThat(Words.of(lab.outcome(lab.stream(sink)))).isEqualTo("Failed(consumer, delivered)");
    assertThat(lab.driver.aborts).as("the driver had ended").hasValue(0);
  }

  @Test
  void aSubscriberThatThrowsGetsNoFurtherSignal() {
    Lab lab = Lab.stepwise().playing(script().tokens("a", "b").complete());
    StringBuilder seen = new StringBuilder();
    Call call = lab.call();
    call.publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(10);
              }

              @Override
              public void onNext(ChatEvent item) {
                seen.append("next ");
                throw new IllegalStateException("mine");
              }

              @Override
              public void onError(Throwable throwable) {
                seen.append("error ");
              }

              @Override
              public void onComplete() {
                seen.append("complete ");
              }
            });
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(consumer, delivered)");
    assertThat(seen).hasToString("next ");
  }
}
