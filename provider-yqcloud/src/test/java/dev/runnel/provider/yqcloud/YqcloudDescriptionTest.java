package dev.runnel.provider.yqcloud;

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

class YqcloudDescriptionTest {
  private final ProviderDescription yqcloud = new YqcloudProvider().describe();

  @Test
  void saysWhoItIs() {
    assertThat(yqcloud.id()).isEqualTo("yqcloud");
    assertThat(yqcloud.displayName()).isEqualTo("Yqcloud");
    assertThat(yqcloud.homepage()).hasValue(URI.create("https://chat9.yqcloud.top/"));
    assertThat(yqcloud.official()).isFalse();
    assertThat(yqcloud.authentication()).isEqualTo(Authentication.NONE);
  }

  @Test
  void saysWhatCanBeSet() {
    assertThat(yqcloud.options())
        .extracting(Option::name)
        .startsWith("base-url", "models", "prefix", "authority", "origin", "user-agent", "notices")
        .contains("proxy", "trust", "wire-log", "lenient-end");
    assertThat(yqcloud.option("base-url").orElseThrow().defaultValue())
        .hasValueSatisfying(
            url -> assertThat(url).isEqualTo(URI.create("https://api.aichatos.cloud")));
  }

  @Test
  void saysWhatItCanDo() {
    Capabilities can = yqcloud.capabilities();

    assertThat("yqcloud supports: " + can.signatureLine())
        .isEqualTo("yqcloud supports: (model: String, messages: List<Message>, stream: boolean)");
    assertThat(can.models()).extracting(ModelInfo::id).containsExactly("gpt-3.5-turbo");
    assertThat(can.openEnded()).isFalse();
    assertThat(can.honoured())
        .containsExactly(RequestParameter.MESSAGES, RequestParameter.CONVERSATION_ID);
    assertThat(can.feature(Feature.STREAMING)).isEqualTo(Support.YES);
    assertThat(can.feature(Feature.SYSTEM_MESSAGES)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.MULTI_TURN)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.TOOLS)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.IMAGES)).isEqualTo(Support.NO);
    assertThat(can.feature(Feature.JSON_SCHEMA)).isEqualTo(Support.NO);
  }
}
