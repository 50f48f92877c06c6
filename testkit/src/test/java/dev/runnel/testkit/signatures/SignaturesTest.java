package dev.runnel.testkit.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have compiled against changes on purpose only; docs/versioning.md says how. */
class SignaturesTest {
  private static final String COMMAND =
      "mvn -q -pl testkit -am test -Dtest=SignaturesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Drunnel.docs.write=true";

  @ParameterizedTest
  @ValueSource(strings = {"core", "http", "testkit"})
  void thePublicApiIsTheCommittedOne(String module) throws IOException {
    Path file = Path.of("..", module, "signatures.txt");
    String now =
        "# The public API. A test compares; docs/versioning.md says what may change. Written by:\n# "
            + COMMAND
            + "\n\n"
            + Signatures.of("dev.runnel." + module);
    if (Boolean.getBoolean("runnel.docs.write")) {
      Files.writeString(file, now);
    }
    String before = Files.readString(file);

    assertThat(Changes.between(before, now))
        .as(
            "The public API of %s changed. If that is meant, and docs/versioning.md allows it,"
                + " write %s/signatures.txt anew: %s",
            module, module, COMMAND)
        .isEmpty();
    assertThat(before).as("%s/signatures.txt; write it anew: %s", module, COMMAND).isEqualTo(now);
  }

  /** Without it, the other test would pass on nothing at all. */
  @Test
  void whatADriverIsCompiledAgainstIsSeen() {
    assertThat(Signatures.of("dev.runnel.core").toString())
        .contains(
            "package dev.runnel.spi\n",
            "interface Driver extends AutoCloseable\n",
            "  int SPI_GENERATION = 1\n",
            "  static Message user(String)\n",
            "record ContentPart.Image(String mediaType, byte @Nullable [] data, ")
        .doesNotContain("DriverSide");
    assertThat(Signatures.of("dev.runnel.http").toString())
        .contains("  protected abstract void onEvent(String, byte[], int, int)\n")
        .doesNotContain("onQuiet", "dev.runnel.http.parse");
  }

  @Test
  void aChangeIsToldWithTheTypeThatItIsAbout() {
    String before = "package acme\n\ninterface Well<T> extends Source\n  T draw()\n  void fill()\n";
    String after = before.replace("T draw()", "Optional<T> draw()");

    assertThat(Changes.between(before, after))
        .containsExactly("gone: Well: T draw()", "new:  Well: Optional<T> draw()");
  }
}
