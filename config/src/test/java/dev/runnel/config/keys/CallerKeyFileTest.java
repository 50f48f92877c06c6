package dev.runnel.config.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.spi.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerKeyFileTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private CallerKeyFile file;

  @BeforeEach
  void noFile() {
    file = CallerKeyFile.at(folder.resolve("keys.toml"));
  }

  private static CallerKey.Made made(String name, Instant expires) {
    return CallerKeys.make(
        name,
        List.of("gpt-*", "a\"b"),
        new CallerKey.Limits(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(3)),
        NOW,
        Optional.of(expires));
  }

  @Test
  void whatIsKeptIsReadAgainAndIsNotTheKey() throws IOException {
    CallerKey.Made made = made("alice@example.com", NOW.plusSeconds(60));
    CallerKey other =
        CallerKeys.make("b", List.of(), CallerKey.Limits.NONE, NOW, Optional.empty()).kept();

    assertThat(file.add(made.kept(), NOW)).isTrue();
    assertThat(file.add(other, NOW)).isTrue();

    assertThat(file.read()).containsExactly(made.kept(), other);
    assertThat(Files.readString(file.path())).doesNotContain(made.secret().reveal());
    assertThat(CallerKeys.find(file.read(), made.secret().reveal())).contains(made.kept());
    assertThat(CallerKeys.find(file.read(), made.secret().reveal() + "x")).isEmpty();
    assertThat(made.secret().reveal()).startsWith("sk-runnel-").hasSize(53);
    assertThat(made.toString()).doesNotContain(made.secret().reveal());
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aNameIsTakenUntilItsKeyLetsNobodyIn() throws IOException {
    file.add(made("a", NOW.plusSeconds(60)).kept(), NOW);

    assertThat(file.add(made("a", NOW.plusSeconds(60)).kept(), NOW)).isFalse();
    assertThat(file.add(made("a", NOW.plusSeconds(90)).kept(), NOW.plusSeconds(60))).isTrue();
    assertThat(file.revoke("a", NOW)).isTrue();
    assertThat(file.revoke("a", NOW)).isFalse();
    assertThat(file.revoke("b", NOW)).isFalse();
    assertThat(file.read()).singleElement().matches(key -> !key.isValidAt(NOW));
    assertThat(file.add(made("a", NOW.plusSeconds(90)).kept(), NOW)).isTrue();
    assertThat(file.read()).singleElement().matches(key -> key.isValidAt(NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1",
        "[a]",
        "[a]\nsha256 = \"abc\"",
        "[a]\nsha256 = \"SHA\"\nrequest-per-minute = 1",
        "[a]\nsha256 = \"SHA\"\nconcurrency = 0",
        "[a]\nsha256 = \"SHA\"\nexpires = \"soon\"",
        "[\"a b\"]\nsha256 = \"SHA\""
      })
  void whatIsNoKeyIsRefused(String text) throws IOException {
    file.add(made("x", NOW).kept(), NOW); // makes the file its owner's alone
    Files.writeString(file.path(), text.replace("SHA", "0".repeat(64)));

    assertThatThrownBy(file::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is no key of a caller");
  }
}
