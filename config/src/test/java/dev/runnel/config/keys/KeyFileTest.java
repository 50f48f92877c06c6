package dev.runnel.config.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Keys are kept as they were given, by their owner alone, and none is lost. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX permissions to look at")
class KeyFileTest {
  private static final int MANY = 20;

  @TempDir Path folder;

  @Test
  void whatWasKeptIsReadAgainWhateverItConsistsOf() throws IOException {
    KeyFile file = file();
    List<StoredKey> keys =
        List.of(
            key("cloud", "default", "sk-1"),
            key("cloud", "work", "with \"quotes\" \\ and\ttab \u007f é 😀"),
            key("my.own", "default", "# = ['"));

    for (StoredKey key : keys) {
      assertThat(file.set(key)).isFalse();
    }

    assertThat(file.read()).isEqualTo(keys);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }

  @Test
  void oneOfTheSameLabelIsReplaced() throws IOException {
    KeyFile file = file();
    file.set(key("cloud", "default", "old"));

    assertThat(file.set(key("cloud", "default", "new"))).isTrue();
    assertThat(file.read()).containsExactly(key("cloud", "default", "new"));
  }

  @Test
  void oneOrAllOfAnOptionAreRemoved() throws IOException {
    KeyFile file = file();
    for (String label : List.of("a", "b", "c")) {
      file.set(key("cloud", label, label));
    }
    file.set(key("other", "a", "a"));

    assertThat(file.remove("cloud", "api-key", Optional.of("b"))).isEqualTo(1);
    assertThat(file.remove("cloud", "api-key", Optional.of("b"))).isZero();
    assertThat(file.remove("cloud", "api-key", Optional.empty())).isEqualTo(2);
    assertThat(file.read()).containsExactly(key("other", "a", "a"));
  }

  @Test
  void thereIsNoneWhereThereIsNoFile() {
    assertThat(file().read()).isEmpty();
    assertThat(file().path()).doesNotExist();
  }

  @Test
  void oneThatOthersCanReadIsRefusedWithTheRemedy() throws IOException {
    KeyFile file = file();
    file.set(key("cloud", "default", "sk-hush"));
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(file::read)
        .hasMessageContaining("run `chmod 600 " + file.path() + "`")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> file.set(key("cloud", "other", "x")))
        .hasMessageContaining("chmod 600");
  }

  @Test
  void oneThatIsWrongIsToldWithoutWhatIsInIt() throws IOException {
    KeyFile file = file();
    for (String wrong :
        List.of(
            "cloud = \"sk-hush\"",
            "[cloud]\napi-key = \"sk-hush\"",
            "[cloud.api-key]\ndefault = [\"sk-hush\"]",
            "[cloud.api-key]\n\"a b\" = \"sk-hush\"",
            "[cloud.api-key]\ndefault = sk-hush",
            "[cloud.api-key]\ndefault = \"sk-hush")) {
      write(file, wrong);

      assertThatThrownBy(file::read)
          .as(wrong)
          .hasMessageContaining("keys.toml:")
          .hasMessageNotContaining("hush");
    }
  }

  @Test
  void twoProcessesAndSeveralThreadsAtOnceLoseNothing() throws Exception {
    KeyFile file = file();
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("p", "q")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  KeyWriter.class.getName(),
                  file.path().toString(),
                  name,
                  String.valueOf(MANY))
              .inheritIO()
              .start());
    }
    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("s", "t")) {
      Thread thread = new Thread(() -> keep(file, name));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(file.read()).hasSize(4 * MANY);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  private static void keep(KeyFile file, String name) {
    try {
      KeyWriter.main(new String[] {file.path().toString(), name, String.valueOf(MANY)});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(KeyFile file, String text) throws IOException {
    Files.writeString(file.path(), text);
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
  }

  private KeyFile file() {
    return KeyFile.at(folder.resolve("keys.toml"));
  }

  private static StoredKey key(String endpoint, String label, String value) {
    return new StoredKey(endpoint, "api-key", label, Secret.of(value));
  }
}
