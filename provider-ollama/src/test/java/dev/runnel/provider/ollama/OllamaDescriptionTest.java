package dev.runnel.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.ProviderDescription;
import java.net.URI;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class OllamaDescriptionTest {
  private final OllamaProvider provider = new OllamaProvider();
  private final ProviderDescription ollama = provider.describe();

  @Test
  void itIsAServerOfOnesOwnThatAnyoneMayUse() {
    assertThat(ollama.id()).isEqualTo("ollama");
    assertThat(ollama.displayName()).isEqualTo("Ollama");
    assertThat(ollama.official()).isTrue();
    assertThat(ollama.local()).isTrue();
    assertThat(ollama.howToStart()).hasValue("start it with `ollama serve`");
    assertThat(ollama.authentication().required()).isFalse();
    assertThat(OllamaProvider.BASE_URL.defaultValue())
        .hasValue(URI.create("http://127.0.0.1:11434"));
    assertThat(OllamaProvider.BASE_URL.environmentVariable()).hasValue("OLLAMA_HOST");
    // It is the cloud's: a server in the same house must not fail for it.
    assertThat(OllamaProvider.API_KEY.environmentVariable()).isEmpty();
  }

  @Test
  void theCloudIsAPresetThatWantsAKey() {
    EndpointPreset cloud = ollama.preset("ollama-cloud").orElseThrow();
    assertThat(cloud.local()).isFalse();
    assertThat(cloud.authentication().required()).isTrue();
    assertThat(cloud.variables()).containsEntry("api-key", "OLLAMA_API_KEY");
    EndpointConfig config = EndpointConfig.builder(ollama, cloud).set("api-key", "hush").build();
    assertThat(config.get(OllamaProvider.BASE_URL)).isEqualTo(URI.create("https://ollama.com"));
    Capabilities there = connected(config);
    assertThat(there.feature(Feature.JSON_SCHEMA)).isEqualTo(Support.NO);
    assertThat(cloud.capabilities().orElseThrow()).hasToString(there.toString());
  }

  private Capabilities connected(EndpointConfig config) {
    try (dev.runnel.spi.Driver driver = provider.connect(config)) {
      return driver.capabilities();
    }
  }

  @Test
  void whatAModelCanDoIsUnknownUntilItIsAsked() {
    Capabilities known = connected(EndpointConfig.builder(ollama).build());
    assertThat(known).hasToString(ollama.capabilities().toString());
    assertThat(known.openEnded()).isTrue();
    assertThat(known.defaultModel()).isEmpty();
    for (Feature feature :
        EnumSet.of(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS, Feature.REASONING)) {
      assertThat(known.feature(feature)).isEqualTo(Support.UNKNOWN);
    }
    for (Feature feature :
        EnumSet.of(
            Feature.STREAMING,
            Feature.SYSTEM_MESSAGES,
            Feature.MULTI_TURN,
            Feature.JSON_OBJECT,
            Feature.JSON_SCHEMA,
            Feature.USAGE)) {
      assertThat(known.feature(feature)).isEqualTo(Support.YES);
    }
    assertThat(known.honoured())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(RequestParameter.CONVERSATION_ID)));
  }
}
