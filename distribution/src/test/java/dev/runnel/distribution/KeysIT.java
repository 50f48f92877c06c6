package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code runnel keys set} at a terminal. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class KeysIT {
  private static final String TYPED = "sk-typed-by-a-person";
  private static final String STATE =
      "echo; stty -a | tr ' ' '\\n' | grep -x 'icanon\\|echo'; echo over";

  @TempDir Path folder;

  private Person atShell(String command) {
    String runnel = "'" + Program.distribution().resolve("bin").resolve("runnel") + "'";
    // The shell outlives a Ctrl-C, so that it can tell how its terminal was left.
    return Program.of("sh", "-c", "trap : INT; " + runnel + " " + command + "; " + STATE)
        .in(folder)
        .with("HOME", folder)
        .with("XDG_CONFIG_HOME", folder.resolve("config"))
        .atTerminal(80, 24);
  }

  private Path file() {
    return folder.resolve("config/runnel/keys.toml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys set openai", "keys set openai | cat"})
  void aKeyThatIsTypedIsNeverOnTheScreenAndIsKeptForItsOwnerAlone(String command) throws Exception {
    try (Person person = atShell(command)) {
      person.sees("Key for openai").type(TYPED, Person.ENTER).sees("over");

      assertThat(person.lines()).anyMatch(line -> line.startsWith("Kept openai"));
      assertThat(person.lines()).contains("icanon", "echo");
      assertThat(person.received()).doesNotContain("sk-", TYPED.substring(3));
    }
    assertThat(Files.readString(file())).contains('"' + TYPED + '"');
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void ctrlCAtTheQuestionKeepsNothingAndGivesTheTerminalBack() throws Exception {
    try (Person person = atShell("keys set openai")) {
      person.sees("Key for openai").type("sk-half", Person.CTRL_C).sees("over");

      assertThat(person.lines()).contains("icanon", "echo");
      assertThat(person.received()).doesNotContain("sk-half");
    }
    assertThat(file()).doesNotExist();
  }
}
