package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.runnel.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What docs/testing.md shows is compiled and run, word for word but for port numbers. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class DocsOnTestingIT {
  @TempDir Path folder;

  @Test
  void theFakeDoesInATestWhatTheDocsSay() throws Exception {
    Path classes =
        new Forge(folder).source("WeatherTest", block("fake")).against(ownClassPath()).classes();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      LauncherFactory.create()
          .execute(
              request().selectors(selectClass(loader.loadClass("WeatherTest"))).build(), listener);
    }

    TestExecutionSummary summary = listener.getSummary();
    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(4);
  }

  @Test
  void aServiceIsPinnedAsTheDocsSay() throws Exception {
    String source = block("cassette");
    assertThat(source).contains("http://127.0.0.1:9000");
    List<Path> jars = jars();
    String path = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    try (Sandbox sandbox = Sandbox.start()) {
      Path classes =
          new Forge(folder)
              .source("Pinned", source.replace("http://127.0.0.1:9000", sandbox.origin()))
              .against(jars)
              .classes();

      var result =
          Program.java("-cp", path + File.pathSeparator + classes, "Pinned").in(folder).run();

      assertThat(result.exit()).as(result.err()).isZero();
      List<String> lines = result.out().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.get(1).substring("replayed: ".length()))
          .isEqualTo(lines.get(0).substring("live:     ".length()))
          .isNotBlank();
      assertThat(sandbox.exchanges()).hasSize(1);
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  @Test
  void theCommandsRecordAndReplay() throws Exception {
    Path command = Program.distribution().resolve("bin").resolve("runnel");
    Files.createSymbolicLink(folder.resolve("runnel"), command);
    List<String> commands =
        found("(?ms)^```sh\\n(.*?)^```$").flatMap(String::lines).filter(this::records).toList();
    assertThat(commands).hasSize(3);

    List<String> answers = commands.stream().map(this::run).distinct().toList();

    assertThat(answers).hasSize(1);
    assertThat(answers.get(0)).isNotBlank();
    assertThat(folder.resolve("hello.cassette")).exists();
  }

  private boolean records(String line) {
    return line.startsWith("./runnel chat ") && line.contains("hello.cassette");
  }

  private String run(String command) {
    var result = Program.of("sh", "-c", command).in(folder).run();
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }

  private static String block(String name) throws IOException {
    return found("(?ms)^<!-- runs: " + name + " -->\\n```java\\n(.*?)^```$")
        .findFirst()
        .orElseThrow(() -> new AssertionError("docs/testing.md has no code that 'runs: " + name));
  }

  private static Stream<String> found(String pattern) throws IOException {
    Path docs = Program.distribution().resolve("docs").resolve("testing.md");
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(docs));
    return matcher.results().map(match -> match.group(1));
  }

  private static List<Path> ownClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static List<Path> jars() throws IOException {
    try (var files = Files.list(Program.distribution().resolve("lib"))) {
      return files.toList();
    }
  }
}
