package dev.runnel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatRequest;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.stage.Guest;
import dev.runnel.config.live.LiveListener;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.plugins.PluginMarks;
import dev.runnel.plugins.install.JarCandidate;
import dev.runnel.plugins.install.PluginInstaller;
import dev.runnel.runner.route.NoEndpointException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are replaced and removed under a runner that goes on. */
@Timeout(120)
class LivePluginsTest {
  private final List<String> versions = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @TempDir Path folder;

  @AfterEach
  void forget() {
    gate.countDown();
    System.getProperties().remove(Guest.GATE);
    System.getProperties().remove(Guest.LOADER);
  }

  @Test
  void theStreamUnderWayFinishesOnTheOldOneWhichIsThenLetGoOf() throws Exception {
    System.getProperties().remove(Guest.LOADER); // of a guest of another test
    System.getProperties().put(Guest.GATE, gate);
    Path jar = Guest.jar(folder.resolve("runnel/plugins/guest.jar"), "1");
    try (LiveRunner runner = start(Duration.ofDays(1))) {
      CompletableFuture<Answer> underWay = ask(runner, "wait");
      WeakReference<?> old = awaitLoader();
      assertThat(runner.reload()).as("nothing has changed").isFalse();

      Guest.jar(jar, "2.0");
      assertThat(runner.reload()).isTrue();
      assertThat(versions).containsExactly("2.0");
      assertThat(ask(runner, "Hi").join().text()).isEqualTo("Thank you for having me.");
      assertThat(underWay).isNotDone();
      assertThat(old.get()).isNotNull();

      gate.countDown();
      assertThat(underWay.join().text()).isEqualTo("Thank you for having me.");
      awaitCollected(old);

      Files.delete(jar);
      assertThat(runner.reload()).isTrue();
      assertThatThrownBy(() -> runner.call(ChatRequest.of("Hi"), Optional.of("guest")))
          .isInstanceOf(NoEndpointException.class);
      awaitCollected(loader());
    }
  }

  @Test
  void aNewJarAndAnAskedForReloadAreSeenWithoutBeingTold() throws Exception {
    try (LiveRunner runner = start(Duration.ofMillis(20))) {
      Path jar = Guest.jar(folder.resolve("runnel/plugins/guest.jar"), "1");
      awaitVersions(1);
      assertThat(ask(runner, "Hi").join().text()).isEqualTo("Thank you for having me.");

      PluginMarks.touch(jar.getParent());
      awaitVersions(2);
    }
  }

  @Test
  void whatIsInstalledReplacedAndRemovedIsOneChangeEach() throws Exception {
    Path plugins = folder.resolve("runnel/plugins");
    PluginInstaller installer = new PluginInstaller(plugins, List.of(plugins));
    Path jar = Guest.jar(folder.resolve("guest.jar"), "1");
    try (LiveRunner runner = start(Duration.ofDays(1))) {
      installer.install(JarCandidate.of(jar));
      assertThat(runner.reload()).isTrue();
      assertThat(ask(runner, "Hi").join().text()).isEqualTo("Thank you for having me.");
      assertThat(runner.reload()).as("nothing has changed").isFalse();

      installer.install(JarCandidate.of(Guest.jar(jar, "2")));
      assertThat(runner.reload()).isTrue();
      assertThat(versions).containsExactly("1", "2");
      assertThat(runner.reload()).as("what is left over is nobody's").isFalse();

      installer.remove("guest");
      assertThat(runner.reload()).isTrue();
      assertThatThrownBy(() -> runner.call(ChatRequest.of("Hi"), Optional.of("guest")))
          .isInstanceOf(NoEndpointException.class);
    }
  }

  private LiveRunner start(Duration pace) {
    Map<String, String> environment = Map.of("XDG_DATA_HOME", folder.toString());
    Output nowhere = new Output(OutputStream.nullOutputStream(), false);
    Shell shell =
        new Shell(
            InputStream.nullInputStream(),
            false,
            nowhere,
            nowhere,
            environment,
            new Interruption());
    return LiveRunner.builder(new PluginOptions().supply(shell))
        .environment(environment)
        .folder(folder)
        .every(pace)
        .listener(
            new LiveListener() {
              @Override
              public void discovered(Providers providers) {
                synchronized (versions) {
                  providers
                      .find("guest")
                      .flatMap(guest -> guest.source().version())
                      .ifPresent(versions::add);
                  versions.notifyAll();
                }
              }
            })
        .start();
  }

  private void awaitVersions(int count) throws InterruptedException {
    synchronized (versions) {
      while (versions.size() < count) {
        versions.wait(60_000);
      }
    }
  }

  private static CompletableFuture<Answer> ask(LiveRunner runner, String prompt) {
    return runner.call(ChatRequest.of(prompt), Optional.of("guest")).answer().toCompletableFuture();
  }

  private static WeakReference<?> loader() {
    return (WeakReference<?>) System.getProperties().get(Guest.LOADER);
  }

  private static WeakReference<?> awaitLoader() throws InterruptedException {
    while (loader() == null) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return loader();
  }

  private static void awaitCollected(WeakReference<?> loader) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (loader.get() != null) {
      assertThat(System.nanoTime() - deadline).as("the loader is still held").isNegative();
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
