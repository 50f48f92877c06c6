package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a runner leaves behind whose files have changed, with a real driver. */
@Isolated("it counts the threads of the whole process")
@Timeout(60)
class ReloadTest {
  @TempDir Path folder;

  @Test
  void afterItsLastStreamNoThreadAndNoSocketOfTheOldRunnerIsLeft() throws Exception {
    Gate gate = Gate.shut();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Sandbox old = Sandbox.start();
        Sandbox fresh = Sandbox.start();
        Providers providers = Providers.builder().discover()) {
      old.next(
          Script.nothing().role().tokens("Hel").await(gate).tokens("lo.").finish("stop").done());
      fresh.next(Script.answer("Fresh."));
      write(old);
      try (LiveRunner runner = start(providers)) {
        Call underWay = runner.call(ChatRequest.of("Hi"));
        CompletableFuture<Answer> answer = underWay.answer().toCompletableFuture();
        old.awaitExchange();
        assertThat(driverThreads(before)).isNotEmpty();

        write(fresh);
        assertThat(runner.reload()).isTrue();
        assertThat(old.openConnections()).isEqualTo(1);
        assertThat(driverThreads(before)).as("the stream goes on").isNotEmpty();

        gate.open();
        assertThat(answer.join().text()).isEqualTo("Hello.");
        old.awaitOpenConnections(0);
        // The new one has connected nothing yet, so that all of a driver's is the old one's.
        awaitNoDriverThreads(before);

        assertThat(runner.call(ChatRequest.of("Hi")).answer().toCompletableFuture().join().text())
            .isEqualTo("Fresh.");
      }
      fresh.awaitOpenConnections(0);
      awaitNoDriverThreads(before);
      assertThat(old.violations()).isEmpty();
      assertThat(fresh.violations()).isEmpty();
    }
  }

  private LiveRunner start(Providers providers) {
    return LiveRunner.builder(providers)
        .environment(Map.of("XDG_CONFIG_HOME", folder.toString(), "OPENAI_API_KEY", "sk-test"))
        .folder(folder)
        .every(Duration.ofDays(1))
        .start();
  }

  private void write(Sandbox sandbox) throws IOException {
    Path file = folder.resolve("runnel/runnel.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "provider = \"openai\"\n[endpoints.openai]\nbase-url = \""
            + sandbox.baseUrl("openai")
            + "\"\n");
  }

  private static void awaitNoDriverThreads(Set<Thread> before) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    for (Set<String> left = driverThreads(before); !left.isEmpty(); left = driverThreads(before)) {
      assertThat(System.nanoTime() - deadline).as("still there: " + left).isNegative();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** New threads, but for the JDK's, the sandboxes', and those of the providers that all share. */
  private static Set<String> driverThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> !thread.getClass().getName().startsWith("jdk."))
        .filter(thread -> !(thread instanceof ForkJoinWorkerThread))
        .map(Thread::getName)
        .filter(name -> !name.matches("runnel-(sandbox|worker|start|clock)-.*|ForkJoinPool-.*"))
        .collect(Collectors.toSet());
  }
}
