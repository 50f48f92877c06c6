package dev.runnel.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the docs say that clients get is what they get. */
class BehaviourPageTest {
  private static final Path FILE = Path.of("../docs/gateway-behaviour.md");

  @Test
  @Timeout(120)
  void theDocsShowWhatClientsGet(@TempDir Path folder) throws Exception {
    String page;
    try (Lookout lookout = new Lookout(folder)) {
      page = BehaviourPage.of(lookout).toString();
    }
    if (Boolean.getBoolean("runnel.docs.write")) {
      Files.writeString(FILE, page);
    }

    assertThat(Files.readString(FILE))
        .as("docs/gateway-behaviour.md is out of date. Write it anew: " + BehaviourPage.COMMAND)
        .isEqualTo(page);
  }
}
