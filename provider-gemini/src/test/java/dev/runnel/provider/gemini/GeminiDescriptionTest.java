package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.net.URI;
import org.junit.jupiter.api.Test;

class GeminiDescriptionTest {
  private final ProviderDescription gemini = new GeminiProvider().describe();

  @Test
  void saysWhoItIs() {
    assertThat(gemini.id()).isEqualTo("gemini");
    assertThat(gemini.displayName()).isEqualTo("Google Gemini");
    assertThat(gemini.official()).isTrue();
    assertThat(gemini.authentication().required(true)).isTrue();
    assertThat(gemini.authentication().required(false)).isFalse();
  }

  @Test
  void saysWhatCanBeSet() {
    assertThat(gemini.options())
        .extracting(Option::name)
        .startsWith("base-url", "api-key", "models", "api-version", "thoughts")
        .contains("proxy", "trust", "wire-log", "lenient-end");
    assertThat(gemini.option("api-key").orElseThrow().environmentVariables())
        .containsExactly("GEMINI_API_KEY", "GOOGLE_API_KEY");
    assertThat(gemini.option("base-url").orElseThrow().defaultValue())
        .hasValueSatisfying(
            url ->
                assertThat(url).isEqualTo(URI.create("https://generativelanguage.googleapis.com")));
    assertThat(gemini.options()).allMatch(option -> !option.description().isBlank());
  }

  @Test
  void saysWhatItCanDo() {
    Capabilities can = gemini.capabilities();

    assertThat(can.defaultModel().orElseThrow().id()).isEqualTo("gemini-flash-latest");
    assertThat(can.openEnded()).isTrue();
    assertThat(can.familiar("gemini-9-xenon")).isTrue();
    assertThat(can.familiar("gpt-5")).isFalse();
    for (Feature feature : Feature.values()) {
      assertThat(can.feature(feature)).as(feature.name()).isEqualTo(Support.YES);
    }
    assertThat(can.honoured())
        .containsExactlyInAnyOrder(
            RequestParameter.MODEL,
            RequestParameter.MESSAGES,
            RequestParameter.TEMPERATURE,
            RequestParameter.TOP_P,
            RequestParameter.MAX_TOKENS,
            RequestParameter.STOP,
            RequestParameter.SEED,
            RequestParameter.REASONING_EFFORT);
  }
}
