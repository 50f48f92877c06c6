package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.endpoint.EndpointCatalog;
import dev.runnel.runner.endpoint.EndpointReader;
import dev.runnel.runner.endpoint.EndpointSources;
import dev.runnel.runner.settings.OptionText;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;
  private Providers providers;

  @AfterEach
  void close() {
    providers.close();
  }

  @SafeVarargs
  private void found(Class<? extends Provider>... types) {
    providers = Cast.found(folder, types);
  }

  @Test
  void laterWinsAndOptionsWinOverTheEnvironment() {
    found(Cast.Aunt.class);

    assertThat(config("aunt", Map.of("RUNNEL_AUNT_MOOD", "mild"))).contains("mood=mild");
    assertThat(config("aunt", Map.of("RUNNEL_AUNT_MOOD", "mild"), "aunt.mood=stern"))
        .contains("mood=stern");
    assertThat(config("aunt", Map.of(), "aunt.mood=stern", "aunt.mood=a=b")).contains("mood=a=b");
    assertThat(config("aunt", Map.of(), "aunt.mood=stern", "*.mood=mild")).contains("mood=stern");
  }

  @Test
  void aStarMeansEveryEndpointThatHasTheOption() {
    found(Cast.Aunt.class, Cast.Ails.class, Cast.InClear.class);

    assertThat(config("ails", Map.of(), "*.proxy=http://p:1")).contains("proxy=http://p:1");
    assertThat(config("in-clear", Map.of(), "*.proxy=http://p:1")).contains("proxy=http://p:1");
    assertThat(config("aunt", Map.of(), "*.proxy=http://p:1")).doesNotContain("proxy");
  }

  @Test
  void theVariableOfTheEndpointWinsOverTheOneItsUsersKnow() {
    found(Cast.Vault.class);

    assertThat(secrets("vault", Map.of("VAULT_API_KEY", "known"))).containsExactly("known");
    assertThat(secrets("vault", Map.of("VAULT_API_KEY", "known", "RUNNEL_VAULT_API_KEY", "own")))
        .containsExactly("own");
    assertThat(secrets("vault", Map.of("VAULT_API_KEY", " "))).isEmpty();
  }

  @Test
  void anEmbedderHandsSecretsOver() {
    found(Cast.Vault.class);
    try (Runner runner =
        Runner.builder()
            .providers(providers)
            .environment(Map.of())
            .credential("vault", "api-key", Secret.of("k"))
            .build()) {
      assertThat(runner.endpoints().get(0).missing()).isEmpty();
    }
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheNearName() {
    found(Cast.Aunt.class, Cast.Vault.class);

    assertThatThrownBy(
            () ->
                Runner.builder()
                    .providers(providers)
                    .environment(
                        Map.of(
                            "RUNNEL_AUNT_MODO", "x",
                            "RUNNEL_VAULT_BASE_URL", "nowhere",
                            "RUNNEL_ELSEWHERE", "fine"))
                    .option("aunt.mod=x", "-o")
                    .option("aunt", "-o")
                    .option("=x", "-o")
                    .option("uant.mood=x", "-o")
                    .option("vault.api-key=sk-secret", "-o")
                    .option("*.api-key=sk-secret", "-o")
                    .option("api-key:sk-secret", "-o")
                    .build())
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            wrong ->
                assertThat(wrong.mistakes())
                    .extracting(Mistake::toString)
                    .containsExactlyInAnyOrder(
                        "'aunt' (-o) has no value; write endpoint.option=value, such as"
                            + " ails.base-url=http://127.0.0.1:9000",
                        "-o names no endpoint or no option; write endpoint.option=value, such"
                            + " as ails.base-url=http://127.0.0.1:9000",
                        "'api-key' (-o) has no value; write endpoint.option=value, such as"
                            + " ails.base-url=http://127.0.0.1:9000",
                        "'aunt.mod' (-o) is not an option of aunt; did you mean 'mood'?",
                        "'uant.mood' (-o) names no provider; did you mean 'aunt'?",
                        "'vault.api-key' (-o) is secret, and what is written here others can read;"
                            + " set the environment variable VAULT_API_KEY or RUNNEL_VAULT_API_KEY"
                            + " instead",
                        "'*.api-key' (-o) is secret, and what is written here others can read;"
                            + " set the environment variable VAULT_API_KEY or RUNNEL_VAULT_API_KEY"
                            + " instead",
                        "'vault.base-url' (environment variable RUNNEL_VAULT_BASE_URL) is wrong:"
                            + " expected an address with scheme and host such as"
                            + " http://127.0.0.1:9000, got 'nowhere'",
                        "'RUNNEL_AUNT_MODO' (environment) sets no option; did you mean"
                            + " 'RUNNEL_AUNT_MOOD'?"))
        .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("sk-secret"));
  }

  @Test
  void aPasswordInAWrongAddressIsNotShown() {
    found(Cast.Ails.class);

    assertThatThrownBy(() -> config("ails", Map.of(), "ails.proxy=http://me:s3cret@pro xy"))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            thrown -> assertThat(thrown.toString()).contains("***@").doesNotContain("s3cret"));
  }

  @Test
  void theProxyOfTheEnvironmentIsForAllThatAreNotOnThisMachine() {
    found(Cast.Ails.class, Cast.InClear.class);
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://secure:1", "http_proxy", "plain:2");

    assertThat(config("ails", environment)).contains("proxy=http://secure:1");
    assertThat(config("in-clear", environment)).contains("proxy=http://plain:2");
    assertThat(config("ails", environment, "ails.base-url=https://localhost:1"))
        .doesNotContain("proxy");
    assertThat(config("ails", environment, "ails.proxy=http://own:3"))
        .contains("proxy=http://own:3");
    assertThat(config("ails", Map.of("ALL_PROXY", "socks5://all:4")))
        .contains("proxy=socks5://all:4");
  }

  @Test
  void theCredentialsOfAProxyBecomeASecret() {
    found(Cast.Vault.class);
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://me:p%40ss@proxy.example:1");

    assertThat(config("vault", environment))
        .contains("proxy=http://proxy.example:1")
        .doesNotContain("p%40ss")
        .doesNotContain("p@ss");
    assertThat(secrets("vault", environment)).containsExactly("me:p@ss");
  }

  @Test
  void exemptionsFromTheProxyAreHonouredAndHandedOn() {
    found(Cast.Ails.class, Cast.Vault.class);
    Map<String, String> environment =
        Map.of("ALL_PROXY", "http://all:1", "NO_PROXY", "localhost, .ails.example");

    assertThat(config("ails", environment)).doesNotContain("proxy");
    assertThat(config("vault", environment))
        .contains("proxy=http://all:1")
        .contains("no-proxy=[localhost, .ails.example]");
  }

  private String config(String endpoint, Map<String, String> environment, String... texts) {
    return catalog(environment, texts).find(endpoint).orElseThrow().config().toString();
  }

  private List<String> secrets(String endpoint, Map<String, String> environment) {
    return catalog(environment).find(endpoint).orElseThrow().config().secrets().stream()
        .map(Secret::reveal)
        .toList();
  }

  private EndpointCatalog catalog(Map<String, String> environment, String... texts) {
    List<Mistake> mistakes = new ArrayList<>();
    List<OptionText> options = new ArrayList<>();
    for (String text : texts) {
      OptionText.parse(text, "-o", mistakes::add).ifPresent(options::add);
    }
    return EndpointReader.read(
        providers,
        new EndpointSources(
            List.of(),
            List.of(),
            environment,
            options,
            List.of(),
            List.of(),
            Optional.empty(),
            mistakes));
  }
}
