package dev.runnel.provider.lockchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.net.URI;
import org.junit.jupiter.api.Test;

class LockchatDescriptionTest {
  private final ProviderDescription lockchat = new LockchatProvider().describe();

  @Test
  void saysWhoItIs() {
    assertThat(lockchat.id()).isEqualTo("lockchat");
    assertThat(lockchat.displayName()).isEqualTo("Lockchat");
    assertThat(lockchat.homepage()).hasValue(URI.create("http://supertest.lockchat.app"));
    assertThat(lockchat.official()).isFalse();
    assertThat(lockchat.authentication().required()).isFalse();
    assertThat(lockchat.authentication().options()).containsExactly("auth");
  }

  @Test
  void saysWhatCanBeSet() {
    assertThat(lockchat.options())
        .extracting(Option::name)
        .startsWith("base-url", "models", "user-agent", "auth", "notices")
        .contains("proxy", "trust", "wire-log", "lenient-end");
    assertThat(lockchat.option("base-url").orElseThrow().defaultValue())
        .hasValueSatisfying(
            url -> assertThat(url).isEqualTo(URI.create("http://supertest.lockchat.app")));
    assertThat(lockchat.option("auth").orElseThrow().isSecret()).isTrue();
  }

  @Test
  void saysWhatItCanDo() {
    Capabilities can = lockchat.capabilities();

    assertThat("lockchat supports: " + can.signatureLine())
        .isEqualTo(
            "lockchat supports: (model: String, messages: List<Message>, stream: boolean,"
                + " temperature: double)");
    assertThat(can.models()).extracting(ModelInfo::id).containsExactly("gpt-4", "gpt-3.5-turbo");
    assertThat(can.openEnded()).isFalse();
    assertThat(can.honoured())
        .containsExactlyInAnyOrder(
            RequestParameter.MODEL, RequestParameter.MESSAGES, RequestParameter.TEMPERATURE);
    assertThat(can.feature(Feature.STREAMING)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.SYSTEM_MESSAGES)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.MULTI_TURN)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.TOOLS)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.IMAGES)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.JSON_SCHEMA)).isEqualTo(Support.NO);
  }
}
