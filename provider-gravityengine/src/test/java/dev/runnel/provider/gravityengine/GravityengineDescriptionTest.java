package dev.runnel.provider.gravityengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.net.URI;
import org.junit.jupiter.api.Test;

class GravityengineDescriptionTest {
  private final ProviderDescription gravityengine = new GravityengineProvider().describe();

  @Test
  void saysWhoItIs() {
    assertThat(gravityengine.id()).isEqualTo("gravityengine");
    assertThat(gravityengine.displayName()).isEqualTo("Gravityengine");
    assertThat(gravityengine.homepage()).hasValue(URI.create("https://gpt4.gravityengine.cc"));
    assertThat(gravityengine.official()).isFalse();
    assertThat(gravityengine.authentication()).isEqualTo(Authentication.NONE);
  }

  @Test
  void saysWhatCanBeSet() {
    assertThat(gravityengine.options())
        .extracting(Option::name)
        .startsWith("base-url", "models", "notices")
        .contains("proxy", "trust", "wire-log", "lenient-end");
    assertThat(gravityengine.option("base-url").orElseThrow().defaultValue())
        .hasValueSatisfying(
            url -> assertThat(url).isEqualTo(URI.create("https://gpt4.gravityengine.cc")));
  }

  @Test
  void saysWhatItCanDo() {
    Capabilities can = gravityengine.capabilities();

    assertThat("gravityengine supports: " + can.signatureLine())
        .isEqualTo(
            "gravityengine supports: (model: String, messages: List<Message>, stream: boolean)");
    assertThat(can.models())
        .extracting(ModelInfo::id)
        .containsExactly("gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613");
    assertThat(can.openEnded()).isFalse();
    assertThat(can.honoured())
        .containsExactlyInAnyOrder(
            RequestParameter.MODEL,
            RequestParameter.MESSAGES,
            RequestParameter.TEMPERATURE,
            RequestParameter.PRESENCE_PENALTY);
    assertThat(can.feature(Feature.STREAMING)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.SYSTEM_MESSAGES)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.MULTI_TURN)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.TOOLS)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.IMAGES)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.JSON_SCHEMA)).isEqualTo(Support.NO);
  }
}
