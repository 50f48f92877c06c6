package dev.runnel.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.gateway.report.Ending;
import dev.runnel.gateway.report.Inquiry;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.gateway.report.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whateverAClientWritesIsOneLineOfAscii() throws Exception {
    String odd = "a\r\n\u2028\u202e\u001b[31m\u007f\"" + '\ud800' + "é";
    String line = AccessLine.of(report("1", odd));
    assertThat(line).endsWith("\n").matches("[\\x20-\\x7e]*\n");
    assertThat(JSON.readTree(line).path("model").asText()).isEqualTo(odd);
  }

  @Test
  void whatWasSaidIsThereOnlyWhereItWasAskedFor() throws Exception {
    assertThat(AccessLine.of(report("1", "m", Optional.empty())))
        .doesNotContain("prompt", "the secret");
    JsonNode line = JSON.readTree(AccessLine.of(report("1", "m")));
    assertThat(line.path("prompt").path(0).path("text").asText()).isEqualTo("the secret");
    assertThat(line.path("answer").asText()).isEqualTo("the secret's answer");
  }

  @Test
  void aSlowDiskDropsLinesAndStopsNobodyAndTheLogSaysHowMany() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (AccessLog log =
        AccessLog.start(
            LogTarget.printer(
                text -> {
                  text.lines().forEach(lines::add);
                  stuck.countDown();
                  await(goOn);
                }),
            2,
            complaint -> {})) {
      log.onEnd(report("first", "m"));
      await(stuck);
      for (int i = 0; i < 5; i++) {
        log.onEnd(report("later", "m"));
      }
      assertThat(log.dropped()).isEqualTo(3);
      goOn.countDown();
      assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("first");
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"dropped_lines\":3}");
      assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("later");
    }
  }

  @Test
  void whatWaitsIsBoundedByItsBytesToo() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    String long6 = "x".repeat(6 << 20); // of 2 bytes each, for all that is known
    Optional<Said> much = Optional.of(new Said(List.of(new Said.Line("user", long6)), ""));
    try (AccessLog log =
        AccessLog.start(
            LogTarget.printer(
                text -> {
                  text.lines()
                      .forEach(line -> lines.add(line.substring(0, Math.min(60, line.length()))));
                  stuck.countDown();
                  await(goOn);
                }),
            100,
            complaint -> {})) {
      log.onEnd(report("first", "m", much)); // it counts as long as it is not written
      await(stuck);
      log.onEnd(report("second", "m", much));
      assertThat(log.dropped()).isEqualTo(1);
      log.onEnd(report("third", "m", Optional.empty()));
      assertThat(log.dropped()).isEqualTo(1);
      goOn.countDown();
      assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("first");
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"dropped_lines\":1}");
      assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("third");
      log.onEnd(report("fourth", "m", much)); // which it takes again
      assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("fourth");
    }
  }

  @Test
  void whatWasDroppedOfARequestIsThere() throws Exception {
    assertThat(JSON.readTree(AccessLine.of(report("1", "m"))).path("warnings").toString())
        .isEqualTo("[\"'a' does not honour seed: dropped\"]");
  }

  @Test
  void aRenamedFileIsLeftAloneOnceTheLogIsReopened(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("access.log");
    Path old = folder.resolve("access.log.1");
    try (AccessLog log = AccessLog.start(LogTarget.file(file), 8, complaint -> {})) {
      log.onEnd(report("before", "m"));
      awaitText(file, "before");
      Files.move(file, old);
      log.reopen();
      log.onEnd(report("after", "m"));
      awaitText(file, "after");
    }
    assertThat(Files.readString(old)).contains("before").doesNotContain("after");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyItsOwnerReadsTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("access.log");
    AccessLog.start(LogTarget.file(file), 8, complaint -> {}).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatCannotBeWrittenIsComplainedOfOnce() throws Exception {
    List<String> complaints = new ArrayList<>();
    try (AccessLog log =
        AccessLog.start(
            LogTarget.printer(
                text -> {
                  throw new IllegalStateException("no space left");
                }),
            8,
            complaints::add)) {
      log.onEnd(report("1", "m"));
      log.onEnd(report("2", "m"));
    }
    assertThat(complaints)
        .containsExactly("The access log cannot be written: no space left. Its lines are dropped.");
  }

  @Test
  void aComplaintThatNobodyCanTakeEndsNothing() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    CountDownLatch complained = new CountDownLatch(1);
    try (AccessLog log =
        AccessLog.start(
            LogTarget.printer(
                text -> {
                  if (complained.getCount() > 0) {
                    throw new IllegalStateException("no space left");
                  }
                  lines.add(text);
                }),
            8,
            complaint -> {
              complained.countDown();
              throw new IllegalStateException("nobody listens");
            })) {
      log.onEnd(report("1", "m"));
      await(complained);
      log.onEnd(report("2", "m"));
      assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("\"id\":\"2\"");
    }
  }

  private static RequestReport report(String id, String model) {
    return report(
        id,
        model,
        Optional.of(new Said(List.of(new Said.Line("user", "the secret")), "the secret's answer")));
  }

  private static RequestReport report(String id, String model, Optional<Said> said) {
    return new RequestReport(
        id,
        Instant.EPOCH,
        new Inquiry(
            "127.0.0.1",
            "POST",
            "/v1/chat/completions",
            Optional.of("openai"),
            Optional.of("ci"),
            Optional.of(model),
            true),
        Optional.empty(),
        List.of(),
        OptionalInt.of(200),
        Ending.COMPLETED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofMillis(12)),
        Duration.ofMillis(34),
        Usage.reported(3, 4),
        List.of(Warning.dropped("'a' does not honour seed: dropped")),
        56,
        said);
  }

  private static void awaitText(Path file, String text) throws Exception {
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
