package dev.runnel.config.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command gives the key, once, or the user is told what it did, and not what it said. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are a POSIX shell's")
class KeyCommandTest {
  @TempDir Path folder;

  @Test
  void theFirstLineOfItsOutputIsTheKeyAndItIsRunOnce() throws IOException {
    Path runs = folder.resolve("runs");
    KeyCommand command =
        new KeyCommand("cloud", "echo x >> '" + runs + "'; printf ' sk-1 \\nuser: me\\n' | cat");

    assertThat(runs).doesNotExist();
    assertThat(command.get().reveal()).isEqualTo("sk-1");
    assertThat(command.get().reveal()).isEqualTo("sk-1");
    assertThat(Files.readAllLines(runs)).hasSize(1);
    assertThat(command).asString().doesNotContain("KeyCommand[sk-1");
  }

  @Test
  void aFailureIsToldWithItsCodeAndWithoutItsOutput() {
    refused("printf 'sk-%s' hush; exit 3", "ended with 3");
    refused("printf '\\nsk-%s' hush", "gave no key in the first line of its output");
    refused("true", "gave no key in the first line of its output");
  }

  @Test
  void oneThatDoesNotEndIsEnded() {
    KeyCommand command = new KeyCommand("cloud", "sleep 600 & wait", Duration.ofMillis(100));

    assertThatExceptionOfType(ChatException.class)
        .isThrownBy(command::get)
        .withMessageContaining("did not end within");
  }

  @Test
  void itDoesNotReadWhatTheUserPipedIn() {
    assertThat(new KeyCommand("cloud", "cat; echo key").get().reveal()).isEqualTo("key");
  }

  @Test
  void oneThatFailedIsRunAgain() {
    KeyCommand command =
        new KeyCommand("cloud", "mkdir '" + folder.resolve("a") + "' && exit 1; echo key");

    assertThatExceptionOfType(ChatException.class).isThrownBy(command::get);
    assertThat(command.get().reveal()).isEqualTo("key");
  }

  private static void refused(String line, String how) {
    assertThatExceptionOfType(ChatException.class)
        .isThrownBy(() -> new KeyCommand("cloud", line).get())
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.AUTHENTICATION))
        .withMessageContaining("`" + line + "`, " + how)
        .withMessageNotContaining("sk-hush");
  }
}
