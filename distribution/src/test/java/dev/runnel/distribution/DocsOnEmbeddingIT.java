package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What docs/embedding.md shows is compiled and run, word for word but for addresses. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class DocsOnEmbeddingIT {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^<!-- runs: embedded -->\\n```java\\n(.*?)^```$");

  @TempDir Path folder;

  @Test
  void theRunnerIsEmbeddedAsTheDocsSay() throws Exception {
    Path page = Program.distribution().resolve("docs").resolve("embedding.md");
    Matcher block = BLOCK.matcher(Files.readString(page));
    assertThat(block.find()).isTrue();
    List<Path> jars;
    try (var files = Files.list(Program.distribution().resolve("lib"))) {
      jars = files.toList();
    }
    try (Sandbox sandbox = Sandbox.start()) {
      String source =
          block
              .group(1)
              .replace("http://127.0.0.1:9000/v1", sandbox.baseUrl("openai"))
              .replace("http://127.0.0.1:9000", sandbox.baseUrl("ollama"));
      Path classes = new Forge(folder).source("Embedded", source).against(jars).classes();
      String path =
          String.join(File.pathSeparator, jars.stream().map(Path::toString).toList())
              + File.pathSeparator
              + classes;

      var result =
          Program.java("-cp", path, "Embedded")
              .in(folder)
              .with("OPENAI_API_KEY", "sk-of-the-sandbox")
              .run();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out().lines().skip(1))
          .containsExactly("served by openai", "openai/gpt-4.1-mini: COMPLETED");
      assertThat(sandbox.violations()).isEmpty();
    }
  }
}
