package dev.runnel.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runnel.sandbox.script.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is answered from a cassette, one that a person may have written. */
@Timeout(60)
class PlayerTest {
  private static final String TWO =
      """
      runnel-cassette 1
      upstream acme https://api.acme.example/v9

      exchange 1 acme
      > POST /v1/chat/completions
      > content-type: application/json
      >: {"temperature":0.7,"messages":[{"role":"user","content":"One?"}],"model":"gpt-4","stream":true}
      < 200 after 0.250s
      < content-type: text/event-stream
      < content-length: 999
      @ 1.000s
      <| first
      @ 0.500s
      <: last
      end after 0.125s

      exchange 2 acme
      > POST /v1/chat/completions
      >: {"temperature":0.7,"messages":[{"role":"user","content":"Two?"}],"model":"gpt-4","stream":true}
      < 503 after 0.001s
      < content-length: 0
      end after 0.000s

      end of cassette
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("two.cassette"), TWO);
  }

  @Test
  void aServiceIsWhereItWasButOnThisMachine() {
    try (Player player = Cassette.replay(file)) {
      assertThat(player.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+/v9");
      assertThat(player.baseUrl("acme")).isEqualTo(player.baseUrl());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> player.baseUrl("other"))
          .withMessage("On 'two.cassette' is no 'other' but acme");
    }
  }

  @Test
  void requestsAreAnsweredWhateverTheirOrderAndOnce() throws Exception {
    try (Player player = Cassette.replay(file)) {
      java.net.URI base = player.baseUrl().resolve("/");
      java.net.URI root = java.net.URI.create(base.toString().replaceAll("/$", ""));

      Web.Got two = Web.send(Web.lockchat(root, "Two?"));
      Web.Got one = Web.send(Web.lockchat(root, "One?"));
      Web.Got again = Web.send(Web.lockchat(root, "One?"));

      assertThat(two.status()).isEqualTo(503);
      assertThat(one).isEqualTo(new Web.Got(200, "text/event-stream", "first\nlast", false));
      String message =
          "There is nothing left on 'two.cassette' for POST /v1/chat/completions: all 2 exchanges"
              + " have been played";
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.body()).contains(message, "cassette_mismatch");
      assertThat(player.mismatches()).containsExactly(message);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(player::verify)
          .withMessage(message);
    }
  }

  @Test
  void whatDiffersIsToldAndWhatIsLeftToo() throws Exception {
    try (Player player = Cassette.replay(file)) {
      java.net.URI root = java.net.URI.create("http://127.0.0.1:" + player.baseUrl().getPort());
      assertThat(player.left()).isEqualTo(2);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(player::verify)
          .withMessage(
              "2 of 2 exchanges on 'two.cassette' were not asked for; the first is exchange 1,"
                  + " POST /v1/chat/completions");

      Web.Got got = Web.send(Web.lockchat(root, "Three?"));

      assertThat(got.status()).isEqualTo(400);
      assertThat(player.mismatches())
          .containsExactly(
              "The request does not match exchange 1 of 'two.cassette': the body differs at"
                  + " $.messages[0].content, byte 56: recorded \"One?\", got \"Three?\"");
    }
  }

  @Test
  void timeIsPlayedAsItWasRecordedFasterOrNotAtAll() {
    Taped one = Cassette.read(file).exchanges().get(0);

    assertThat(waits(one, 1))
        .containsExactly(
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(125));
    assertThat(waits(one, 10))
        .containsExactly(
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofNanos(12_500_000));
    assertThat(waits(one, 0)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Player.of(file).speed(-1));
  }

  private static List<Duration> waits(Taped taped, double speed) {
    return Replay.of(taped, speed).actions().stream()
        .filter(Action.Wait.class::isInstance)
        .map(action -> ((Action.Wait) action).duration())
        .toList();
  }

  @Test
  void aCassetteThatIsNotThereIsSaidSo() {
    assertThatExceptionOfType(CassetteException.class)
        .isThrownBy(() -> Cassette.replay(folder.resolve("none")))
        .withMessage("There is no cassette '" + folder.resolve("none") + "'.");
  }
}
