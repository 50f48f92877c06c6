package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Secret;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a user keeps in a file, or lets a command give. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "commands and permissions are POSIX's")
class KeysCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void reset() {
    Play.reset();
  }

  @Test
  void aKeyIsTakenFromAPipeKeptAndUsed() throws IOException {
    Run.Result kept = command("keys", "set", "vault").stdin("sk-hush\n").result();

    assertThat(kept.exitCode()).as(kept.err()).isZero();
    assertThat(kept.out()).isEmpty();
    assertThat(kept.err()).isEqualTo("Kept vault.api-key in " + file() + ".\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(run("chat", "-p", "vault", "Hello").exitCode()).isZero();
    assertThat(keyOfCall()).isEqualTo("sk-hush");
  }

  @Test
  void aVariableGoesBeforeTheFileAndThatBeforeACommand() throws IOException {
    config("[endpoints.vault]\nkey-command = \"echo from-command\"\n");
    run("chat", "-p", "vault", "Hello");
    assertThat(keyOfCall()).isEqualTo("from-command");

    command("keys", "set", "vault").stdin("from-file").result();
    run("chat", "-p", "vault", "Hello");
    assertThat(keyOfCall()).isEqualTo("from-file");

    command("chat", "-p", "vault", "Hello").variable("VAULT_API_KEY", "from-variable").result();
    assertThat(keyOfCall()).isEqualTo("from-variable");
  }

  @Test
  void aCommandIsRunOnlyWhereItsEndpointIsAsked() throws IOException {
    Path ran = folder.resolve("ran");
    config("[endpoints.vault]\nkey-command = \"touch '" + ran + "'; echo key\"\n");

    assertThat(run("chat", "-m", "aunt-1", "Hello").exitCode()).isZero();
    assertThat(run("providers").exitCode()).isZero();
    assertThat(ran).doesNotExist();
    assertThat(run("chat", "-p", "vault", "Hello").exitCode()).isZero();
    assertThat(ran).exists();
  }

  @Test
  void aCommandThatFailsIsToldWithoutItsOutput() throws IOException {
    config("[endpoints.vault]\nkey-command = \"printf 'sk-%s' hush; exit 7\"\n");

    Run.Result result = run("chat", "-v", "-p", "vault", "Hello");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err())
        .contains("`printf 'sk-%s' hush; exit 7`, ended with 7")
        .contains("Run it by itself to see what is wrong")
        .doesNotContain("sk-hush");
    assertThat(Play.nobodyWasAsked()).isTrue();
  }

  @Test
  void listShowsWhoseKeysThereAreAndNothingOfThem() {
    command("keys", "set", "vault").stdin("sk-hush").result();
    command("keys", "set", "vault", "--label", "work").stdin("sk-hush-2").result();

    Run.Result text = run("keys", "list");
    Run.Result json = run("keys", "list", "--json");

    assertThat(text.out()).isEqualTo("vault.api-key  default\nvault.api-key  work\n");
    assertThat(json.out())
        .startsWith("{\"endpoint\":\"vault\",\"option\":\"api-key\",\"label\":\"default\"}\n")
        .doesNotContain("hush");
  }

  @Test
  void keysAreRemoved() {
    for (String label : List.of("a", "b", "c")) {
      command("keys", "set", "vault.api-key", "--label", label).stdin("sk").result();
    }

    assertThat(run("keys", "remove", "vault", "--label", "b").err())
        .isEqualTo("Removed one key for vault.api-key.\n");
    assertThat(run("keys", "remove", "vault").err())
        .isEqualTo("Removed 2 keys for vault.api-key.\n");
    Run.Result none = run("keys", "remove", "vault");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("There is no key for vault.api-key");
  }

  @Test
  void aKeyOfAnEndpointThatIsGoneHarmsNobodyAndCanBeRemoved() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "[gone.api-key]\ndefault = \"x\"\n");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));

    assertThat(run("chat", "-m", "aunt-1", "Hello").exitCode()).isZero();
    assertThat(run("keys", "remove", "gone.api-key").exitCode()).isZero();
    assertThat(run("keys", "list").out()).isEmpty();
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    command("keys", "set", "vault").stdin("sk-hush").result();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    Run.Result result = run("chat", "-p", "vault", "Hello");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("chmod 600 " + file()).doesNotContain("hush");
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(command("keys", "set", "valut").stdin("x").result().err())
        .isEqualTo("error: There is no endpoint 'valut'; did you mean 'vault'?\n");
    assertThat(command("keys", "set", "vault.api-kye").stdin("x").result().err())
        .isEqualTo("error: 'vault' has no secret option 'api-kye'; did you mean 'api-key'?\n");
    assertThat(command("keys", "set", "aunt").stdin("x").result().err())
        .isEqualTo("error: 'aunt' takes no key.\n");
    assertThat(command("keys", "set", "vault").stdin(" \n").result().err())
        .startsWith("error: There is no key: type it when asked, or pipe it in");
    assertThat(command("keys", "set", "vault").stdin("a\nb").result().err())
        .isEqualTo("error: A key is one line, and 2 came.\n");
    assertThat(command("keys", "set", "vault", "--label", "a b").stdin("x").result().exitCode())
        .isEqualTo(2);
    assertThat(run("keys", "set", "vault", "sk-as-argument").exitCode()).isEqualTo(2);
    assertThat(Run.of("keys", "path").err())
        .isEqualTo(
            "error: Nothing says where your configuration is; set HOME or XDG_CONFIG_HOME.\n");
    assertThat(run("keys", "path").out()).isEqualTo(file() + "\n");
  }

  @Test
  void whatIsMissingIsNamedWithTheCommandThatSetsIt() {
    Run.Result result = run("chat", "-p", "vault", "Hello");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err())
        .isEqualTo(
            "error: 'vault' needs its api-key (set the environment variable VAULT_API_KEY or"
                + " RUNNEL_VAULT_API_KEY, or run `runnel keys set vault`).\n");
  }

  @Test
  void theSandboxGetsNoKeyOfTheUsers() throws IOException {
    Path ran = folder.resolve("ran");
    config("[endpoints.openai]\nkey-command = \"touch '" + ran + "'; echo key\"\n");

    Run.Result result = run("chat", "--sandbox", "-p", "openai", "Hello");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(keyOfCall()).isEqualTo("sandbox-needs-no-key");
    assertThat(ran).doesNotExist();
  }

  private static String keyOfCall() {
    List<Secret> secrets = Play.asked().config().secrets();
    return secrets.get(0).reveal();
  }

  private void config(String text) throws IOException {
    Files.writeString(Files.createDirectories(file().getParent()).resolve("runnel.toml"), text);
  }

  private Path file() {
    return folder.resolve("runnel/keys.toml");
  }

  private Run command(String... arguments) {
    return Run.command(arguments).variable("XDG_CONFIG_HOME", folder.toString());
  }

  private Run.Result run(String... arguments) {
    return command(arguments).result();
  }
}
