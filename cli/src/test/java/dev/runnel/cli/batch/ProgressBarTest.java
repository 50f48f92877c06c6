package dev.runnel.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Usage;
import dev.runnel.cli.shell.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final ProgressBar bar = bar(80);

  @Test
  void theRateIsThatOfTheLastHalfMinuteAndTheTimeLeftFollowsFromIt() {
    // Ten rows a second for a minute, then one a second.
    long done = 0;
    for (int i = 0; i < 60; i++) {
      bar.show(tally(2_000, done += 10));
      after(1);
    }
    for (int i = 0; i < 60; i++) {
      bar.show(tally(2_000, done += 1));
      after(1);
    }

    assertThat(lastDrawn())
        .isEqualTo(" 33% [========>                     ] 660/2000, 1.0/s, 22:20 left");
  }

  @Test
  void itIsDrawnTenTimesASecondAtMostAndAtTheEnd() {
    for (int row = 1; row <= 1_000; row++) {
      bar.show(tally(1_000, row));
      clock.addAndGet(Duration.ofMillis(1).toNanos());
    }

    assertThat(printed().split("\r", -1)).hasSizeBetween(10, 13);
    assertThat(lastDrawn()).startsWith("100% [==============================] 1000/1000");
  }

  @Test
  void whatIsSaidStandsAboveIt() {
    bar.show(tally(10, 5));
    bar.say("row 3: no");

    assertThat(printed())
        .endsWith("\r\u001b[Krow 3: no\n\r\u001b[K 50% [==============>               ] 5/10");
    bar.close();
    assertThat(printed()).endsWith("\r\u001b[K");
  }

  @Test
  void failedRowsAreCounted() {
    bar.show(new Tally(10, 2, 3, 1, Usage.ABSENT));

    assertThat(lastDrawn()).endsWith("] 6/10, 1 failed");
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "20", "33", "79"})
  void itNeverFillsTheLine(int columns) {
    bar(columns).show(new Tally(1_000_000, 500_000, 100_000, 12_345, Usage.ABSENT));

    assertThat(lastDrawn()).hasSizeLessThan(Math.max(2, columns));
  }

  @ParameterizedTest
  @CsvSource({"0,0:00", "59.4,0:59", "59.6,1:00", "3599,59:59", "3600,1:00:00", "90061,25:01:01"})
  void timesAreClocks(double seconds, String shown) {
    assertThat(Speed.clock(Duration.ofMillis((long) (seconds * 1000)))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0.01,0.6/min", "0.5,30.0/min", "1,1.0/s", "12.34,12.3/s", "1234.5,1235/s"})
  void slowRatesAreByTheMinute(double rate, String shown) {
    assertThat(Speed.rate(rate)).isEqualTo(shown);
  }

  private ProgressBar bar(int columns) {
    return new ProgressBar(new Output(terminal, true), columns, clock::get);
  }

  private static Tally tally(long rows, long done) {
    return new Tally(rows, 0, done, 0, Usage.ABSENT);
  }

  private void after(int seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private String printed() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  private String lastDrawn() {
    return printed().substring(printed().lastIndexOf("\u001b[K") + 3);
  }
}
