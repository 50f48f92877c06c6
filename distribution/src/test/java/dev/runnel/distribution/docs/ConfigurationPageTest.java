package dev.runnel.distribution.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.settings.ConfigFile;
import dev.runnel.config.settings.JsonSchema;
import dev.runnel.config.settings.SettingValue;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the docs write into {@code runnel.toml} is right, and they know every key. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @TempDir Path folder;

  static List<Snippet> examples() {
    return Snippet.in("toml");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleOfAnyPageIsTakenByARealRunner(Snippet example) throws IOException {
    Path file = Files.writeString(folder.resolve("runnel.toml"), example.text());
    try (Providers providers = Providers.discover()) {
      Settings settings =
          Settings.read(List.of(new ConfigFile(file, example.text(), true)), Map.of(), providers);

      assertThat(settings.mistakes()).isEmpty();
      settings.addTo(Runner.builder().providers(providers).environment(Map.of())).build().close();
    }
  }

  @Test
  void allPagesAreLookedAt() {
    assertThat(examples())
        .extracting(Snippet::page)
        .contains("configuration.md", "gateway.md", "routing.md", "writing-a-provider.md");
  }

  @Test
  void everyKeyIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    try (Providers providers = Providers.discover()) {
      String keys =
          Settings.read(List.of(), Map.of(), providers).values().stream()
              .map(SettingValue::key)
              .map(key -> key.substring(key.lastIndexOf('.') + 1))
              .filter(key -> !page.contains("`" + key) && !page.contains("\n" + key + " = "))
              .collect(Collectors.joining(", "));

      assertThat(keys).isEmpty();
      assertThat(JsonSchema.of(providers)).contains("\"groq\"", "\"key-command\"");
    }
  }
}
