package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A plugin that brings the whole HTTP support along: Vert.x, Netty, Jackson and all. */
@Isolated("it looks at the threads of the whole process")
@Timeout(120)
class OwnHttpTest {
  private static final int CYCLES = Integer.getInteger("runnel.plugins.own.http.cycles", 3);
  private static final Pattern HTTP =
      Pattern.compile("[/\\\\](http[/\\\\]target|runnel-http|vertx-|netty-|jackson-core)");

  @TempDir Path folder;

  @Test
  void itAnswersBesideTheProgramsOnLoopsOfItsOwnAndLeavesNoThreadAndNoLoader() throws Exception {
    Plugin own = bringing(ownHttp());
    Plugin shared = Plugin.ofJar(plugin("shared").jar(folder.resolve("shared.jar")));
    Unloaded unloaded = new Unloaded();

    // As in a gateway: its threads, its event loops and another plugin go on all the while.
    try (Sandbox sandbox = Sandbox.start();
        CallRuntime runtime = CallRuntime.create();
        Loaded resident = Loaded.of(runtime, shared)) {
      String baseUrl = sandbox.baseUrl("openai");
      assertThat(resident.ask("shared", baseUrl)).isNotEmpty();
      Set<Thread> before = eventLoops();

      for (int i = 0; i < CYCLES; i++) {
        Set<Thread> itsLoops;
        try (Loaded loaded = Loaded.of(runtime, own)) {
          assertThat(loaded.ask("own", baseUrl)).isNotEmpty();
          assertThat(resident.ask("shared", baseUrl)).isNotEmpty();
          unloaded.add(loaded.providers(), "own");
          itsLoops = eventLoops();
          itsLoops.removeAll(before);
        }
        assertThat(itsLoops).hasSameSizeAs(before);
        for (Thread loop : itsLoops) {
          loop.join();
        }
      }

      unloaded.await();
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  private static Workshop plugin(String id) {
    return Workshop.provider("acme.Acme", Sources.overHttp("acme.Acme", id));
  }

  private Plugin bringing(List<Path> libraries) throws IOException {
    Path jar = plugin("own").attribute(Sharing.ATTRIBUTE, "none").jar(folder.resolve("own.jar"));
    List<Path> entries = new ArrayList<>(List.of(jar));
    entries.addAll(libraries);
    return new Plugin("own", jar, entries);
  }

  /** What this test itself runs on. */
  private static List<Path> ownHttp() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(HTTP.asPredicate())
        .map(Path::of)
        .toList();
  }

  private static Set<Thread> eventLoops() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("eventloop"))
        .collect(Collectors.toSet());
  }
}
