package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.OptionValue;
import dev.runnel.spi.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that a user made, options from files beside the environment, and secrets on demand. */
class OwnEndpointsTest {
  @TempDir Path folder;
  private Providers providers = Providers.builder().discover();

  @AfterEach
  void close() {
    providers.close();
  }

  @Test
  void oneIsMadeOfAProviderAndAnswers() {
    try (Runner runner = own(Map.of(), "mine", "aunt")) {
      assertThat(text(runner, "mine/aunt-2")).isEqualTo("mine/aunt-2");
      assertThat(endpoint(runner, "mine").own()).isTrue();
      assertThat(endpoint(runner, "aunt").own()).isFalse();
    }
  }

  @Test
  void oneSomewhereElseHasNoneOfTheServicesModelsOrKeys() {
    Map<String, String> environment =
        Map.of("CLOUD_API_KEY", "for the cloud", "RUNNEL_MINE_BASE_URL", "https://me.example/v1");
    try (Runner runner = own(environment, "mine", "cloud")) {
      Endpoint mine = endpoint(runner, "mine");

      assertThat(mine.capabilities().models()).isEmpty();
      assertThat(mine.capabilities().familiar()).isEmpty();
      assertThat(mine.missing()).isEmpty();
      assertThat(value(runner, "mine", "api-key").shown()).isEmpty();
      assertThat(value(runner, "cloud", "api-key").shown()).contains("***");
    }
  }

  @Test
  void oneAtTheServiceItselfNeedsAKeyOfItsOwn() {
    try (Runner runner = own(Map.of("CLOUD_API_KEY", "for the cloud"), "mine", "cloud")) {
      assertThat(endpoint(runner, "mine").missing())
          .singleElement()
          .satisfies(key -> assertThat(key.variables()).containsExactly("RUNNEL_MINE_API_KEY"));
      assertThat(endpoint(runner, "mine").capabilities().models()).hasSize(1);
    }
  }

  @Test
  void oneThatIsMadeOfALocalPresetTakesPartSinceItsUserSaysWhoListensThere() {
    try (Runner runner = own(Map.of(), "my-box", "box")) {
      assertThat(endpoint(runner, "my-box").takesPartUnnamed()).isTrue();
      assertThat(endpoint(runner, "box").takesPartUnnamed()).isFalse();
    }
  }

  @Test
  void whatAlreadyIsTheSameMayBeWrittenDown() {
    try (Runner runner = own(Map.of("FAST_API_KEY", "k"), "fast", "cloud")) {
      assertThat(endpoint(runner, "fast").own()).isFalse();
      assertThat(endpoint(runner, "fast").missing()).isEmpty();
    }
  }

  @Test
  void wrongOnesAreToldOfAllAtOnce() {
    found();
    Runner.Builder builder =
        builder(Map.of())
            .endpoint("Mine", "cloud", "a:1:1")
            .endpoint("mine", "clod", "a:2:1")
            .endpoint("aunt", "cloud", "a:3:1")
            .fileOption("nobody", "x", "1", "a:4:1")
            .mistake(new ConfigurationException.Mistake("", "a:5:1", "is no TOML"));

    assertThatThrownBy(builder::build)
        .hasMessageContainingAll(
            "'Mine' (a:1:1) is no endpoint's id",
            "'mine' (a:2:1) is to be made of 'clod', which is no provider and no known service;"
                + " did you mean 'cloud'?",
            "'aunt' (a:3:1) is the id of the provider in ",
            "'nobody.x' (a:4:1) names no provider",
            "a:5:1 is no TOML");
  }

  @Test
  void aFileYieldsToTheEnvironmentAndThatToOptions() {
    found();
    Runner.Builder builder =
        builder(Map.of("CLOUD_TRIES", "2"))
            .fileOption("*", "tries", "7", "f:1:1")
            .fileOption("cloud", "tries", "1", "f:2:1")
            .fileOption("cloud", "models", "a,b\\,c", "f:3:1");
    try (Runner runner = builder.build()) {
      assertThat(value(runner, "cloud", "tries").shown()).contains("2");
      assertThat(value(runner, "cloud", "tries").source())
          .contains("environment variable CLOUD_TRIES");
      assertThat(value(runner, "fast", "tries").shown()).contains("7");
      assertThat(value(runner, "cloud", "models").shown()).contains("a,b\\,c");
      assertThat(value(runner, "cloud", "models").source()).contains("f:3:1");
    }
    try (Runner runner = builder.option("cloud.tries=3", "-o").build()) {
      assertThat(value(runner, "cloud", "tries").shown()).contains("3");
      assertThat(value(runner, "cloud", "tries").source()).contains("-o");
      assertThat(value(runner, "fast", "base-url").source()).contains("preset fast");
      assertThat(value(runner, "cloud", "base-url").source()).isEmpty();
    }
  }

  @Test
  void aSecretIsAskedForWhenItsEndpointIsAndOnlyOnce() {
    found();
    AtomicInteger asked = new AtomicInteger();
    Runner.Builder builder =
        builder(Map.of())
            .credential(
                "vault",
                "api-key",
                () -> {
                  asked.incrementAndGet();
                  return Secret.of("hush");
                },
                "a command");
    try (Runner runner = builder.build()) {
      assertThat(endpoint(runner, "vault").missing()).isEmpty();
      assertThat(text(runner, "aunt/aunt-1")).isEqualTo("aunt/aunt-1");
      assertThat(runner.options("vault").toString()).contains("a command").doesNotContain("hush");
      assertThat(asked).hasValue(0);

      text(runner, "vault/x");
      text(runner, "vault/x");
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aSecretThatCannotBeHadIsTheCallersToHearOf() {
    found();
    Runner.Builder builder =
        builder(Map.of())
            .credential(
                "vault",
                "api-key",
                () -> {
                  throw new IllegalStateException("locked");
                },
                "a command");
    try (Runner runner = builder.build()) {
      assertThatThrownBy(() -> text(runner, "vault/x")).hasStackTraceContaining("locked");
    }
  }

  @Test
  void whatIsMissingIsNamedWithTheCommandThatWouldSetIt() {
    found();
    try (Runner runner = builder(Map.of()).keyCommand("prog keys set").build()) {
      assertThat(runner.route(ChatRequest.of("x"), Optional.of("vault")).refusal(""))
          .isEqualTo(
              "'vault' needs its api-key (set the environment variable VAULT_API_KEY or"
                  + " RUNNEL_VAULT_API_KEY, or run `prog keys set vault`).");
    }
  }

  @Test
  void aSecretInTheWrongPlaceIsToldWhereItGoes() {
    found();
    assertThatThrownBy(
            () ->
                builder(Map.of())
                    .keyCommand("prog keys set")
                    .fileOption("vault", "proxy-credentials", "me:hush", "f:1:1")
                    .build())
        .hasMessageContaining("RUNNEL_VAULT_PROXY_CREDENTIALS instead")
        .hasMessageEndingWith(", or run `prog keys set vault.proxy-credentials`")
        .hasMessageNotContaining("hush");
  }

  private void found() {
    providers.close();
    providers = Cast.found(folder, Cast.Aunt.class, Cast.Cloud.class, Cast.Vault.class);
  }

  private Runner own(Map<String, String> environment, String id, String of) {
    found();
    return builder(environment).endpoint(id, of, "f:1:1").build();
  }

  private Runner.Builder builder(Map<String, String> environment) {
    return Runner.builder().providers(providers).environment(environment);
  }

  private static Endpoint endpoint(Runner runner, String id) {
    return runner.endpoints().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static OptionValue value(Runner runner, String endpoint, String option) {
    return runner.options(endpoint).stream()
        .filter(one -> one.option().name().equals(option))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Runner runner, String model) throws ChatException {
    return runner
        .call(ChatRequest.builder().user("Hello").model(model).build())
        .answer()
        .toCompletableFuture()
        .join()
        .text();
  }
}
