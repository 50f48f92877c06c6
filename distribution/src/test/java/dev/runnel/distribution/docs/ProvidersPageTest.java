package dev.runnel.distribution.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.ProviderDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The docs' tables say what the drivers say. */
class ProvidersPageTest {
  private static final Path FILE = Path.of("../docs/providers.md");

  @Test
  void theDocsTablesAreWhatTheProvidersSayOfThemselves() throws IOException {
    String page = new ProvidersPage(described()).toString();
    if (Boolean.getBoolean("runnel.docs.write")) {
      Files.writeString(FILE, page);
    }

    assertThat(Files.readString(FILE))
        .as("docs/providers.md is out of date. Write it anew: " + ProvidersPage.COMMAND)
        .isEqualTo(page);
  }

  private static List<ProviderDescription> described() {
    try (Providers providers = Providers.discover()) {
      assertThat(providers.quarantined()).isEmpty();
      return providers.found().stream().map(FoundProvider::description).toList();
    }
  }
}
