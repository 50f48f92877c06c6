package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force, what is wrong, and who lives. */
class ConfigCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void reset() {
    Play.reset();
  }

  @Test
  void everyValueIsShownWithItsSourceAndSecretsAreBlanked() throws IOException {
    users("model = \"aunt-1\"\n[endpoints.mine]\nprovider = \"aunt\"\nmood = \"good\"\n");

    Run.Result result =
        command("config", "show", "-o", "ails.proxy=http://me:hush@proxy.example:1")
            .variable("VAULT_API_KEY", "sk-hush")
            .result();

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .contains(
            "model = aunt-1  # " + file() + ":1:1",
            "provider = (not set)  # default",
            "timeouts.idle = 1m  # default",
            "endpoints.mine.mood = good  # " + file() + ":4:1",
            "endpoints.aunt.mood = mild  # default",
            "endpoints.vault.api-key = ***  # environment variable VAULT_API_KEY",
            "endpoints.ails.proxy = http://***@proxy.example:1  # -o");
    assertThat(result.out()).doesNotContain("hush");
  }

  @Test
  void itIsShownAsJson() throws IOException {
    users("model = \"aunt-1\"\n");

    Run.Result result = run("config", "show", "--json");

    assertThat(result.out().lines())
        .contains(
            "{\"key\":\"model\",\"value\":\"aunt-1\",\"source\":\"" + file() + ":1:1\"}",
            "{\"key\":\"provider\",\"source\":\"default\"}");
  }

  @Test
  void mistakesAreToldALineEach() throws IOException {
    users("modle = 1\n[endpoints.vault]\napi-key = \"sk-hush\"\n");

    Run.Result result = run("config", "check");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out().lines())
        .containsExactly(
            "'modle' (" + file() + ":1:1) is no key that is known here; did you mean 'model'?",
            "'vault.api-key' ("
                + file()
                + ":3:1) is secret, and what is written here others can read; set the environment"
                + " variable VAULT_API_KEY or RUNNEL_VAULT_API_KEY instead, or run `runnel keys"
                + " set vault`");
  }

  @Test
  void oneFileIsCheckedAlone() throws IOException {
    users("nonsense = 1\n");
    Path other = Files.writeString(folder.resolve("other.toml"), "model = \"x\"\n");

    Run.Result result = run("config", "check", other.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEqualTo("No mistake in " + other + ".\n");
    assertThat(Run.of("config", "check").err())
        .isEqualTo("There is no file; what the environment says has no mistake.\n");
  }

  @Test
  void theUsersFileAndTheSchemaAreFound() {
    assertThat(run("config", "path").out()).isEqualTo(file() + "\n");
    assertThat(Run.of("config", "path").exitCode()).isEqualTo(2);
    assertThat(run("config", "schema").out()).startsWith("{").contains("\"mood\"");
  }

  @Test
  void whoLivesIsAskedAndTheOthersAreTold() {
    Run.Result result =
        command("providers", "--check").variable("VAULT_API_KEY", "sk-hush").result();

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out())
        .containsPattern("(?m)^vault: lives, 2 models, \\d+ ms$")
        .containsPattern("(?m)^aunt: ready; ")
        .containsPattern("(?m)^ails: not asked; it is an unofficial service")
        .containsPattern("(?m)^hearth: not asked; it is a service on this machine, and nothing")
        .containsPattern("(?m)^openai: not asked; it needs its api-key")
        .doesNotContain("groq", "hush");
  }

  @Test
  void eachOfSeveralKeysIsTried() {
    command("keys", "set", "vault", "--label", "a").stdin("sk-a").result();
    command("keys", "set", "vault", "--label", "b").stdin("sk-b").result();

    Run.Result result = run("providers", "--check", "--json", "-p", "vault");

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out().lines())
        .allSatisfy(line -> assertThat(line).contains("\"state\":\"lives\",\"models\":2,"))
        .anySatisfy(line -> assertThat(line).contains("\"key\":\"a\""))
        .anySatisfy(line -> assertThat(line).contains("\"key\":\"b\""))
        .hasSize(2);
  }

  @Test
  void whoFailsIsToldAndSoIsWhoDoesNotAnswer() {
    Play.models(
        () ->
            CompletableFuture.failedFuture(
                ChatException.builder(ErrorKind.AUTHENTICATION, "The key is no good")
                    .endpoint("vault")
                    .build()));
    Run.Result refused =
        command("providers", "--check", "-p", "vault").variable("VAULT_API_KEY", "k").result();
    Play.models(CompletableFuture::new);
    Run.Result silent =
        command("providers", "--check", "-p", "vault", "--timeout", "50ms")
            .variable("VAULT_API_KEY", "k")
            .result();

    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.out()).startsWith("vault: failed: The key is no good");
    assertThat(silent.exitCode()).isEqualTo(5);
    assertThat(silent.out()).isEqualTo("vault: failed: no answer within 50 ms\n");
    assertThat(run("providers", "--check", "-p", "vault").exitCode()).isEqualTo(3);
    assertThat(run("providers", "-p", "vault").exitCode()).isEqualTo(2);
  }

  private void users(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
  }

  private Path file() {
    return folder.resolve("runnel/runnel.toml");
  }

  private Run command(String... arguments) {
    return Run.command(arguments).variable("XDG_CONFIG_HOME", folder.toString());
  }

  private Run.Result run(String... arguments) {
    return command(arguments).result();
  }
}
