package dev.runnel.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import org.junit.jupiter.api.Test;

/** What the provider says of itself. */
class AnthropicDescriptionTest {
  private final ProviderDescription anthropic = new AnthropicProvider().describe();

  @Test
  void itIsOfficialAndNeedsAKeyOrAToken() {
    assertThat(anthropic.id()).isEqualTo("anthropic");
    assertThat(anthropic.official()).isTrue();
    assertThat(anthropic.authentication())
        .isEqualTo(
            Authentication.requiresOneAtHome(
                AnthropicProvider.API_KEY, AnthropicProvider.AUTH_TOKEN));
    assertThat(anthropic.option("api-key").flatMap(Option::environmentVariable))
        .hasValue("ANTHROPIC_API_KEY");
    assertThat(anthropic.option("auth-token").flatMap(Option::environmentVariable))
        .hasValue("ANTHROPIC_AUTH_TOKEN");
    assertThat(anthropic.option("base-url").flatMap(Option::environmentVariable))
        .hasValue("ANTHROPIC_BASE_URL");
  }

  @Test
  void itsCapabilitiesTellTheTruth() {
    assertThat(anthropic.capabilities().openEnded()).isTrue();
    assertThat(anthropic.capabilities().familiar("claude-opus-9")).isTrue();
    for (Feature feature :
        new Feature[] {Feature.STREAMING, Feature.IMAGES, Feature.TOOLS, Feature.USAGE}) {
      assertThat(anthropic.capabilities().feature(feature)).isEqualTo(Support.YES);
    }
    assertThat(anthropic.capabilities().feature(Feature.JSON_OBJECT)).isEqualTo(Support.NO);
    assertThat(anthropic.capabilities().feature("claude-sonnet-5-5", Feature.JSON_SCHEMA))
        .isEqualTo(Support.YES);
    assertThat(anthropic.capabilities().honoured())
        .doesNotContain(RequestParameter.SEED, RequestParameter.PRESENCE_PENALTY);
    assertThat(anthropic.capabilities().honours("claude-sonnet-5-5", RequestParameter.TEMPERATURE))
        .isFalse();
    assertThat(anthropic.capabilities().honours("claude-sonnet-4-6", RequestParameter.TEMPERATURE))
        .isTrue();
  }
}
