package dev.runnel.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Usage;
import dev.runnel.cli.shell.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
  @Test
  void aLogGetsALineAMinute() {
    AtomicLong clock = new AtomicLong();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ProgressLog log = new ProgressLog(new Output(err, false), clock::get);
    for (int second = 0; second < 150; second++) {
      log.show(new Tally(1_000, 0, 2L * second, 1, Usage.ABSENT));
      clock.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    log.close();

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "batch: 121 of 1000 rows done, 1 failed, 2.0/s, 7:20 left",
            "batch: 241 of 1000 rows done, 1 failed, 2.0/s, 6:20 left");
  }
}
