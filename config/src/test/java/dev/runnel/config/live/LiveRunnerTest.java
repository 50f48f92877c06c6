package dev.runnel.config.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.config.Cast;
import dev.runnel.config.PrivateFiles;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change while a runner is used. */
class LiveRunnerTest {
  private final Providers providers = Providers.builder().discover();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    Cast.EVENTS.clear();
    Cast.OPEN.clear();
  }

  @AfterEach
  void close() {
    providers.close();
  }

  @Test
  void newCallsGoByTheNewFileWhileAStreamUnderWayIsLeftAlone() throws Exception {
    write("http://127.0.0.1:1");
    try (LiveRunner runner = start(Duration.ofDays(1))) {
      Call underWay = runner.call(ChatRequest.of("wait"));
      CompletionStage<Answer> answer = underWay.answer();

      write("http://127.0.0.1:2");
      assertThat(runner.reload()).isTrue();

      assertThat(text(runner)).isEqualTo("http://127.0.0.1:2 -");
      assertThat(Cast.EVENTS).containsExactly("+cloud", "+cloud");
      Cast.finish(Cast.OPEN.get(0));
      assertThat(answer.toCompletableFuture().join().text()).isEqualTo("http://127.0.0.1:1 -");
      awaitEvents(3);
      assertThat(Cast.EVENTS).containsExactly("+cloud", "+cloud", "-cloud");
    }
    awaitEvents(4); // a client closes its driver when its calls have let go of it
    assertThat(Cast.EVENTS).containsExactly("+cloud", "+cloud", "-cloud", "-cloud");
  }

  @Test
  void anIdleRunnerIsClosedWhenItIsReplaced() throws Exception {
    write("http://127.0.0.1:1");
    try (LiveRunner runner = start(Duration.ofDays(1))) {
      text(runner);
      write("http://127.0.0.1:2");
      runner.reload();
      awaitEvents(2);
      assertThat(Cast.EVENTS).containsExactly("+cloud", "-cloud");
    }
  }

  @Test
  void theFilesAreLookedAtFromTimeToTime() throws Exception {
    write("http://127.0.0.1:1");
    try (LiveRunner runner = start(Duration.ofMillis(5))) {
      write("http://127.0.0.1:2");
      assertThat(news.take()).isEqualTo("reloaded");
      assertThat(text(runner)).isEqualTo("http://127.0.0.1:2 -");

      PrivateFiles.write(
          folder.resolve("runnel/keys.toml"), "[cloud.api-key]\ndefault = \"sk-1\"\n");
      assertThat(news.take()).isEqualTo("reloaded");
      assertThat(text(runner)).isEqualTo("http://127.0.0.1:2 sk-1");
    }
  }

  @Test
  void aFileThatIsWrongChangesNothingAndIsTold() throws Exception {
    write("http://127.0.0.1:1");
    try (LiveRunner runner = start(Duration.ofDays(1))) {
      Files.writeString(file(), "nonsense = 1\n");

      assertThat(runner.reload()).isFalse();
      assertThat(news.take()).startsWith("refused: 'nonsense' (");
      assertThat(text(runner)).isEqualTo("http://127.0.0.1:1 -");
      assertThat(runner.reload()).as("told once").isFalse();
      assertThat(news).isEmpty();

      write("http://127.0.0.1:3");
      assertThat(runner.reload()).isTrue();
      assertThat(text(runner)).isEqualTo("http://127.0.0.1:3 -");
    }
  }

  @Test
  void theTotalThatIsUsualHereHoldsWhereTheFilesSayNone() throws Exception {
    write("http://127.0.0.1:1");
    LiveRunner.Builder impatient = builder(Duration.ofDays(1)).usualTotal(Duration.ofMillis(20));
    try (LiveRunner runner = impatient.start()) {
      assertThat(runner.call(ChatRequest.of("wait")).answer())
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .withMessageContaining("20 ms");

      Files.writeString(file(), "[timeouts]\ntotal = \"30ms\"\n", StandardOpenOption.APPEND);
      runner.reload();
      assertThat(runner.call(ChatRequest.of("wait")).answer())
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .withMessageContaining("30 ms");
    }
  }

  @Test
  void oneThatIsWrongFromTheStartIsRefused() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "nonsense = 1\n");

    assertThatThrownBy(() -> start(Duration.ofDays(1))).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void closingCancelsWhatIsUnderWayInEveryGeneration() throws Exception {
    write("http://127.0.0.1:1");
    LiveRunner runner = start(Duration.ofDays(1));
    Call first = runner.call(ChatRequest.of("wait"));
    CompletionStage<Answer> unused = first.answer();
    write("http://127.0.0.1:2");
    runner.reload();
    runner.close();

    assertThat(first.outcome().toCompletableFuture().join()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(unused.toCompletableFuture()).isCompletedExceptionally();
    assertThatThrownBy(() -> runner.call(ChatRequest.of("x")))
        .isInstanceOf(IllegalStateException.class);
  }

  private LiveRunner start(Duration pace) {
    return builder(pace).start();
  }

  private LiveRunner.Builder builder(Duration pace) {
    return LiveRunner.builder(providers)
        .environment(Map.of("XDG_CONFIG_HOME", folder.toString()))
        .folder(folder)
        .every(pace)
        .listener(
            new LiveListener() {
              @Override
              public void reloaded(Settings settings) {
                news.add("reloaded");
              }

              @Override
              public void refused(ConfigurationException mistakes) {
                news.add("refused: " + mistakes.getMessage());
              }
            });
  }

  private static String text(LiveRunner runner) {
    return runner.call(ChatRequest.of("Hello")).answer().toCompletableFuture().join().text();
  }

  private static void awaitEvents(int count) {
    while (Cast.EVENTS.size() < count) {
      Thread.onSpinWait();
    }
  }

  private void write(String address) throws IOException {
    PrivateFiles.write(
        file(), "provider = \"cloud\"\n[endpoints.cloud]\nbase-url = \"" + address + "\"\n");
  }

  private Path file() {
    return folder.resolve("runnel/runnel.toml");
  }
}
