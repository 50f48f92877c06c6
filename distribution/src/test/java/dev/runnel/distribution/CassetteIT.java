package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code runnel chat --record} and {@code --replay} as processes. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class CassetteIT {
  @TempDir Path folder;
  private Path file;
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    file = folder.resolve("a.cassette");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Program record(String service) {
    return Program.runnel("chat", "-p", service)
        .and("-o", service + ".base-url=" + sandbox.baseUrl(service), "--record", file);
  }

  private Program replay(Object... more) {
    return Program.runnel("chat", "--replay", file, "--replay-speed", "0").and(more);
  }

  static Stream<String> services() {
    return Sandbox.services().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatWasHeardIsHeardAgainWithoutTheServiceAndWithoutKeys(String service) {
    var live = Program.runnel("chat", "--sandbox", "-p", service, "--record", file, "Hi 😀").run();
    var replayed = replay("Hi 😀").run();

    assertThat(live.exit()).as(live.err()).isZero();
    assertThat(replayed).isEqualTo(live);
  }

  @Test
  void noSecretIsInTheCassette() throws Exception {
    sandbox.next(Script.answer("Your key is planted-4711."));

    var live = record("lockchat").with("RUNNEL_LOCKCHAT_AUTH", "planted-4711").and("Hello").run();

    assertThat(live.exit()).as(live.err()).isZero();
    assertThat(sandbox.awaitExchange().request().query()).isEqualTo("auth=planted-4711");
    assertThat(Files.readString(file)).contains("auth=***").doesNotContain("planted", "4711");
    assertThat(replay("Hello").run().out()).isEqualTo("Your key is ***.\n");
  }

  @Test
  void anotherRequestIsRefusedWithThePlaceWhereItDiffers() {
    sandbox.next(Script.answer("Hi."));
    assertThat(record("lockchat").and("Hello").run().out()).isEqualTo("Hi.\n");

    var result = replay("Hallo").run();

    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err())
        .contains(
            "The request does not match exchange 1 of 'a.cassette': the body differs at"
                + " $.messages[0].content, byte 86: recorded \"Hello\", got \"Hallo\"");
  }

  @Test
  void anAnswerThatBrokeOffBreaksOffAgain() {
    var live =
        Program.runnel("chat", "--sandbox", "-m", "fault-reset", "--record", file, "Hello").run();
    var replayed = Program.runnel("chat", "--replay", file, "Hello").run();

    assertThat(live.exit()).isEqualTo(6);
    assertThat(replayed.exit()).isEqualTo(6);
    assertThat(replayed.out()).isEqualTo(live.out());
  }

  @Test
  void aFileThatExistsIsReplacedOnlyWithLeaveAndBeforeAnythingIsSent() throws Exception {
    Files.writeString(file, "precious");

    var refused = record("lockchat").and("Hello").run();
    assertThat(refused)
        .isEqualTo(
            new Program.Result(
                2,
                "",
                "error: There is a file '"
                    + file
                    + "' already, and a recording would replace it. Replace it with --overwrite,"
                    + " or name another.\n"));
    assertThat(sandbox.exchanges()).isEmpty();
    assertThat(file).hasContent("precious");

    assertThat(record("lockchat").and("--overwrite", "Hello").run().exit()).isZero();
    assertThat(replay("Hello").run().exit()).isZero();
  }

  @Test
  void aRecordingThatIsKilledIsPlayedAsFarAsItCameAndSaysSo() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(Script.nothing().role().tokens("Hel").await(gate).tokens("lo").done());
    try (Live runnel = record("lockchat").and("Hello").live()) {
      runnel.awaitOut(out -> out.contains("Hel"));
      runnel.signal("KILL");
      runnel.end();
    }

    var result = replay("Hello").run();

    assertThat(result.exit()).isEqualTo(6);
    assertThat(result.out()).isEqualTo("Hel\n");
    assertThat(result.err())
        .startsWith(
            "warning: 'a.cassette' is cut, since its recording was killed; what there is is"
                + " played.\n");
  }

  @Test
  void anInterruptedRecordingIsWhole() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(Script.nothing().role().tokens("Hel").await(gate).tokens("lo").done());
    try (Live runnel = record("lockchat").and("Hello").live()) {
      runnel.awaitOut(out -> out.contains("Hel"));
      runnel.signal("INT");

      assertThat(runnel.end().exit()).isEqualTo(130);
    }

    assertThat(Files.readString(file)).contains("\naborted after ").endsWith("end of cassette\n");
  }

  @Test
  void anUnofficialServiceIsNotRecordedUnasked() {
    var result = Program.runnel("chat", "-m", "gpt-4", "--record", file, "Hello").run();

    assertThat(result.exit()).isBetween(3, 4);
    assertThat(file).doesNotExist();
  }

  @Test
  void flagsThatContradictEachOtherAreRefused() {
    for (List<String> wrong :
        List.of(
            List.of("--replay", "x", "--sandbox"),
            List.of("--replay", "x", "--record", "y"),
            List.of("--overwrite"),
            List.of("--replay-speed", "2"),
            List.of("--replay", "x", "--replay-speed", "-1"))) {
      var result = Program.runnel("chat").and(wrong.toArray()).and("Hello").run();

      assertThat(result.exit()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).startsWith("error: --");
    }
  }

  @Test
  void aFileThatIsNoCassetteIsSaidSo() throws Exception {
    Files.writeString(file, "Dear diary");

    assertThat(replay("Hello").run())
        .isEqualTo(
            new Program.Result(
                2,
                "",
                "error: 'a.cassette' is no cassette that this version reads: its first line is not"
                    + " 'runnel-cassette 1'.\n"));
  }
}
