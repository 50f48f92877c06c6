package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The docs' table says what the runner does; {@link RetryMatrixTest} that it does so. */
class AttemptsPageTest {
  private static final Path FILE = Path.of("../docs/attempts.md");

  @Test
  void theDocsTableIsWhatTheRunnerGoesBy() throws IOException {
    String page = new AttemptsPage().toString();
    if (Boolean.getBoolean("runnel.docs.write")) {
      Files.writeString(FILE, page);
    }

    assertThat(Files.readString(FILE))
        .as("docs/attempts.md is out of date. Write it anew: " + AttemptsPage.COMMAND)
        .isEqualTo(page);
  }
}
