package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.Provider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that are made of presets: known by name, asked when they are named or have a key. */
class PresetEndpointsTest {
  @TempDir Path folder;
  private Providers providers;

  @AfterEach
  void close() {
    providers.close();
  }

  @SafeVarargs
  private Runner.Builder with(Class<? extends Provider>... types) {
    providers = Cast.found(folder, types);
    return Runner.builder().providers(providers).environment(Map.of());
  }

  @Test
  void eachPresetIsAnEndpointOfItsProvider() {
    Runner runner = with(Cast.Cloud.class).build();

    assertThat(runner.endpoints())
        .extracting(Endpoint::id)
        .containsExactly("aunt", "box", "cloud", "deployed", "fast", "yours");
    Endpoint fast = endpoint(runner, "fast");
    assertThat(fast.provider().id()).isEqualTo("cloud");
    assertThat(fast.displayName()).isEqualTo("Fast");
    assertThat(fast.baseUrl()).contains(URI.create("https://fast.example/v1"));
    assertThat(fast.capabilities().models()).extracting("id").containsExactly("fast-1");
    assertThat(fast.capabilities().openEnded()).isTrue();
    assertThat(fast.missing().get(0).variables())
        .containsExactly("FAST_API_KEY", "RUNNEL_FAST_API_KEY");
    assertThat(endpoint(runner, "box").local()).isTrue();
    assertThat(endpoint(runner, "box").missing()).isEmpty();
    assertThat(endpoint(runner, "box").howToStart()).contains("start it with `box`");
  }

  @Test
  void whatThePresetDoesNotSayOfModelsIsNotTheProvidersOwn() {
    Endpoint box = endpoint(with(Cast.Cloud.class).build(), "box");

    assertThat(box.capabilities().models()).isEmpty();
    assertThat(box.capabilities().familiar()).isEmpty();
  }

  @Test
  void withoutAKeyTheyTakeNoPartAndAreNotRejectedEither() {
    Route route =
        with(Cast.Cloud.class, Cast.Aunt.class).build().route(model("fast-1"), Optional.empty());

    assertThat(route.rejected()).extracting(Rejection::endpoint).containsExactly("aunt", "cloud");
    assertThat(candidates(route)).isEmpty();
  }

  @Test
  void aKeyOfItsOwnMakesOneTakePart() {
    Runner runner = with(Cast.Cloud.class).environment(Map.of("FAST_API_KEY", "k")).build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("fast/fast-1");
    assertThat(secrets(runner, "fast")).isEmpty();
  }

  @Test
  void aKeyThatWasHandedOverMakesOneTakePart() {
    Runner runner = with(Cast.Cloud.class).credential("fast", "api-key", Secret.of("k")).build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("fast/fast-1");
  }

  @Test
  void anAddressOfItsOwnMakesOneTakePartWithoutAKey() {
    Runner runner = with(Cast.Cloud.class).option("fast.base-url=http://127.0.0.1:9", "-o").build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("fast/fast-1");
  }

  @Test
  void whatIsSetForAllConfiguresNone() {
    Runner runner = with(Cast.Cloud.class).option("*.base-url=http://127.0.0.1:9", "-o").build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("cloud/cloud-1");
    assertThat(runner.route(ChatRequest.of("x"), Optional.of("fast")).chosen()).isPresent();
  }

  @Test
  void theProvidersOwnKeyIsNotSentToOthers() {
    Runner runner =
        with(Cast.Cloud.class)
            .environment(Map.of("CLOUD_API_KEY", "k", "CLOUD_TRIES", "9"))
            .build();

    assertThat(secrets(runner, "cloud")).isEmpty();
    assertThat(secrets(runner, "fast")).containsExactly("FAST_API_KEY", "RUNNEL_FAST_API_KEY");
    assertThat(runner.route(ChatRequest.of("x"), Optional.of("fast")).refusal())
        .isEqualTo(
            "'fast' needs its api-key (set the environment variable FAST_API_KEY or"
                + " RUNNEL_FAST_API_KEY).");
  }

  @Test
  void namedItIsAskedAlsoAheadOfTheModel() {
    Runner runner = with(Cast.Cloud.class).environment(Map.of("FAST_API_KEY", "k")).build();

    assertThat(candidates(runner.route(ChatRequest.of("x"), Optional.of("fast"))))
        .containsExactly("fast/fast-1");
    assertThat(candidates(runner.route(model("fast/org/any")))).containsExactly("fast/org/any");
  }

  @Test
  void aLocalOneIsAskedOnlyWhenNamedWhateverIsSet() {
    Runner runner =
        with(Cast.Cloud.class)
            .environment(
                Map.of("RUNNEL_BOX_API_KEY", "k", "RUNNEL_BOX_BASE_URL", "http://127.0.0.1:2"))
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).isEmpty();
    assertThat(candidates(runner.route(ChatRequest.of("x"), Optional.of("box"))))
        .containsExactly("box");
  }

  @Test
  void oneThatNeedsModelsNeedsNoneWhereTheModelIsNamed() {
    Runner runner = with(Cast.Cloud.class).build();

    Route without = runner.route(ChatRequest.of("x"), Optional.of("deployed"));
    assertThat(without.refusal())
        .isEqualTo(
            "'deployed' needs deployed.models, such as NAME (set the environment variable"
                + " RUNNEL_DEPLOYED_MODELS).");
    ChatRequest request = ChatRequest.builder().model("deployed/mine").user("x").build();
    assertThat(candidates(runner.route(request))).containsExactly("deployed/mine");
  }

  @Test
  void oneThatNeedsAnAddressSaysSo() {
    Runner.Builder builder = with(Cast.Cloud.class).environment(Map.of("YOURS_API_KEY", "k"));

    Route named = builder.build().route(ChatRequest.of("x"), Optional.of("yours"));
    assertThat(named.rejected().get(0).reason()).isInstanceOf(Reason.SettingsMissing.class);
    assertThat(named.refusal())
        .isEqualTo(
            "'yours' needs yours.base-url, such as https://you.example/v1 (set the environment"
                + " variable RUNNEL_YOURS_BASE_URL).");
    assertThat(named.lacksOnlyCredentials()).isFalse();
    Runner ready = builder.option("yours.base-url=https://me.example/v1", "-o").build();
    assertThat(candidates(ready.route(ChatRequest.of("x")))).containsExactly("yours");
  }

  @Test
  void theUserWinsOverThePreset() {
    Runner runner =
        with(Cast.Cloud.class)
            .environment(Map.of("RUNNEL_FAST_MODELS", "fast-2,fast-3", "FAST_API_KEY", "k"))
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("fast/fast-2");
  }

  @Test
  void aProvidersOwnEndpointComesBeforeAPreset() {
    Runner runner =
        with(Cast.Cloud.class)
            .environment(
                Map.of(
                    "CLOUD_API_KEY",
                    "k",
                    "RUNNEL_AUNT_BASE_URL",
                    "https://127.0.0.1",
                    "RUNNEL_AUNT_MODELS",
                    "a"))
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x"))))
        .containsExactly("cloud/cloud-1", "aunt/a");
  }

  @Test
  void aProvidersIdWinsOverAPresetsAndThatIsTold() {
    Runner runner = with(Cast.Aunt.class, Cast.Cloud.class, Cast.Dust.class).build();

    assertThat(endpoint(runner, "aunt").preset()).isEmpty();
    assertThat(endpoint(runner, "fast").provider().id()).isEqualTo("cloud");
    assertThat(Runner.hiddenPresets(providers))
        .extracting(hidden -> hidden.toString().replaceFirst("in \\S+", "in X"))
        .containsExactly(
            "The preset 'aunt' of 'cloud' is out of use, since 'aunt' is the provider in X",
            "The preset 'fast' of 'dust' is out of use, since 'fast' is a preset of 'cloud'");
  }

  @Test
  void aBrokenProviderIsNotReplacedByAPreset() {
    providers =
        Cast.found(folder, Cast.Cloud.class.getName() + "\n" + AncientFast.class.getName() + "\n");
    Runner runner = Runner.builder().providers(providers).environment(Map.of()).build();

    assertThat(runner.route(ChatRequest.of("x"), Optional.of("fast")).refusal())
        .startsWith("The provider 'fast' in ")
        .contains("SPI generation 0");
    assertThat(Runner.hiddenPresets(providers)).hasSize(1);
  }

  @Test
  void nearNamesKnowPresets() {
    Runner.Builder builder = with(Cast.Cloud.class, Cast.Dust.class);

    assertThat(builder.build().route(ChatRequest.of("x"), Optional.of("fats")).refusal())
        .isEqualTo("There is no provider 'fats'; did you mean 'fast'?");
    assertThatThrownBy(() -> builder.option("fasd.tries=1", "-o").build())
        .hasMessage("'fasd.tries' (-o) names no provider; did you mean 'fast'?");
  }

  @Test
  void aMisspeltVariableOfAPresetIsAMistake() {
    Runner.Builder builder = with(Cast.Cloud.class);

    assertThatThrownBy(() -> builder.environment(Map.of("RUNNEL_FAST_TRYS", "1")).build())
        .hasMessage(
            "'RUNNEL_FAST_TRYS' (environment) sets no option; did you mean 'RUNNEL_FAST_TRIES'?");
  }

  @Test
  void aMistakeAboutAllEndpointsIsToldOnce() {
    Runner.Builder builder =
        with(Cast.Cloud.class, Cast.Vault.class)
            .option("*.tries=few", "-o")
            .option("*.api-key=sk", "-o");

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            wrong ->
                assertThat(wrong.mistakes())
                    .extracting(Mistake::toString)
                    .containsExactly(
                        "'*.tries' (-o) is wrong: expected a whole number, got 'few'",
                        "'*.api-key' (-o) is secret, and what is written here others can read; set"
                            + " the environment variable CLOUD_API_KEY or RUNNEL_CLOUD_API_KEY, or"
                            + " another endpoint's, instead"));
  }

  @Test
  void confinementKeepsPresetsOutUnnamedWithoutAWord() {
    Runner runner =
        with(Cast.Cloud.class)
            .confineTo(Set.of("cloud"), "is not a service of the sandbox")
            .build();

    assertThat(runner.route(ChatRequest.of("x")).rejected())
        .extracting(Rejection::endpoint)
        .containsExactly("cloud");
    assertThat(runner.route(ChatRequest.of("x"), Optional.of("fast")).refusal())
        .isEqualTo("'fast' is not a service of the sandbox.");
  }

  @Test
  void theProxyOfTheEnvironmentIsForPresetsToo() {
    Runner runner =
        with(Cast.Cloud.class)
            .environment(Map.of("HTTPS_PROXY", "http://127.0.0.1:3", "FAST_API_KEY", "k"))
            .option("fast.base-url=http://127.0.0.1:9", "-o")
            .build();

    assertThat(endpoint(runner, "fast").reach().name()).isEqualTo("LOOPBACK");
    assertThat(endpoint(runner, "cloud").reach().name()).isEqualTo("PROTECTED");
  }

  @Test
  void aKeyIsNeededAtHomeAndNotElsewhere() {
    assertThat(missing("cloud.tries=1")).isTrue();
    assertThat(missing("cloud.base-url=https://CLOUD.example/v2")).isTrue();
    assertThat(missing("cloud.base-url=https://127.0.0.1:8443")).isFalse();
    assertThat(missing("*.base-url=https://mine.example")).isFalse();
  }

  private boolean missing(String option) {
    try (Runner runner = with(Cast.Cloud.class).option(option, "-o").build()) {
      return !endpoint(runner, "cloud").missing().isEmpty();
    }
  }

  /** Built for another generation, with the id of a preset. */
  public static final class AncientFast extends Cast.Actor {
    @Override
    public dev.runnel.spi.ProviderDescription describe() {
      return dev.runnel.spi.ProviderDescription.builder("fast", 0).build();
    }
  }

  private static List<String> secrets(Runner runner, String endpoint) {
    return endpoint(runner, endpoint).missing().stream()
        .flatMap(one -> one.variables().stream())
        .toList();
  }

  private static Endpoint endpoint(Runner runner, String id) {
    return runner.endpoints().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static ChatRequest model(String name) {
    return ChatRequest.builder().user("x").model(name).build();
  }

  private static List<String> candidates(Route route) {
    return route.candidates().stream().map(Candidate::toString).toList();
  }
}
