package dev.runnel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runnel.api.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Services known by name: data that a description checks and a configuration starts from. */
class PresetsTest {
  private static final Option<Secret> KEY =
      Option.secret("api-key").fromEnvironment("ACME_API_KEY");
  private static final Option<URI> BASE = StandardOptions.baseUrl("https://acme.example/v1");
  private static final Option<List<String>> MODELS = StandardOptions.models("acme-1");
  private static final Option<Long> PORT = Option.integer("port");

  private static final EndpointPreset BORG =
      EndpointPreset.builder("borg")
          .displayName("Borg")
          .homepage("https://borg.example")
          .set(BASE, "https://borg.example/v1")
          .set(MODELS, "borg-1,borg-2")
          .variable(KEY, "BORG_API_KEY")
          .authentication(Authentication.requiresAtHome(KEY))
          .build();

  private static ProviderDescription acme(EndpointPreset... presets) {
    return ProviderDescription.builder("acme", Provider.SPI_GENERATION)
        .options(KEY, BASE, MODELS)
        .presets(presets)
        .build();
  }

  @Test
  void aPresetIsDescribed() {
    ProviderDescription acme = acme(BORG);
    assertThat(acme.presets()).containsExactly(BORG);
    assertThat(acme.preset("borg")).contains(BORG);
    assertThat(acme.preset("acme")).isEmpty();
    assertThat(BORG.values())
        .isEqualTo(Map.of("base-url", "https://borg.example/v1", "models", "borg-1,borg-2"));
    assertThat(BORG.value("base-url")).contains("https://borg.example/v1");
    assertThat(BORG.variables()).isEqualTo(Map.of("api-key", "BORG_API_KEY"));
    assertThat(BORG.homepage()).contains(URI.create("https://borg.example"));
    assertThat(BORG.local()).isFalse();
    assertThat(BORG.howToStart()).isEmpty();
    assertThat(BORG.needed()).isEmpty();
    assertThat(BORG.capabilities()).isEmpty();
    EndpointPreset bare = EndpointPreset.builder("bare").local("start it with `bare`").build();
    assertThat(bare.displayName()).isEqualTo("bare");
    assertThat(bare.authentication()).isEqualTo(Authentication.NONE);
    assertThat(bare.local()).isTrue();
    assertThat(bare.howToStart()).contains("start it with `bare`");
  }

  @Test
  void aConfigurationStartsFromAPresetAndTheUserWins() {
    ProviderDescription acme = acme(BORG);
    EndpointConfig config =
        EndpointConfig.builder(acme, BORG).set("models", "mine").set("api-key", "hush").build();
    assertThat(config.endpoint()).isEqualTo("borg");
    assertThat(config.provider()).isEqualTo("acme");
    assertThat(config.get(BASE)).isEqualTo(URI.create("https://borg.example/v1"));
    assertThat(config.get(MODELS)).containsExactly("mine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointConfig.builder(acme(), BORG))
        .withMessage("'acme' has no preset 'borg'");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> EndpointConfig.builder(acme, BORG).set("modles", "x").build())
        .withMessage("'borg.modles' is not an option of acme; did you mean 'models'?");
  }

  @Test
  void aPresetFitsTheOptionsOfItsProvider() {
    assertWrong(it -> it.set(PORT, "80"), "names 'port', which is no option");
    assertWrong(it -> it.variable(PORT, "PORT"), "names 'port', which is no option");
    assertWrong(it -> it.needs(PORT, "80"), "names 'port', which is no option");
    assertWrong(it -> it.set(KEY, "hush"), "sets 'api-key', which is secret");
    assertWrong(
        it -> it.set(BASE, "nowhere"),
        "sets 'base-url' wrongly: expected an address with scheme and host such as"
            + " http://127.0.0.1:9000, got 'nowhere'");
    assertWrong(
        it -> it.authentication(Authentication.requires(BASE)),
        "needs 'base-url' for authentication, which is no secret option");
    assertThatIllegalStateException().isThrownBy(() -> acme(BORG, BORG));
    assertThatIllegalStateException()
        .isThrownBy(() -> acme(EndpointPreset.builder("acme").build()));
    assertThatIllegalArgumentException().isThrownBy(() -> EndpointPreset.builder("Acme"));
  }

  private static void assertWrong(UnaryOperator<EndpointPreset.Builder> change, String problem) {
    EndpointPreset preset = change.apply(EndpointPreset.builder("borg")).build();
    assertThatIllegalStateException()
        .isThrownBy(() -> acme(preset))
        .withMessage("The preset 'borg' of 'acme' " + problem);
  }

  @Test
  void credentialsAreNeededNowhereAtHomeOrEverywhere() {
    assertThat(Authentication.NONE.required()).isFalse();
    assertThat(Authentication.optional(KEY).required()).isFalse();
    assertThat(Authentication.requires(KEY).required()).isTrue();
    assertThat(Authentication.requires(KEY).required(false)).isTrue();
    assertThat(Authentication.requiresAtHome(KEY).required()).isTrue();
    assertThat(Authentication.requiresAtHome(KEY).required(false)).isFalse();
    assertThat(Authentication.requiresAtHome(KEY).options()).containsExactly("api-key");
  }

  @Test
  void aLocalServiceSaysHowItIsStarted() {
    ProviderDescription.Builder builder = ProviderDescription.builder("here", 1);
    assertThat(builder.build().local()).isFalse();
    assertThat(builder.local().build().local()).isTrue();
    assertThat(builder.build().howToStart()).isEmpty();
    assertThat(builder.local("start it with `here`").build().howToStart())
        .contains("start it with `here`");
  }
}
