package dev.runnel.plugins.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lock file says, and what it is not believed. */
class LockFileTest {
  private static final String SUM = "0123456789abcdef".repeat(4);
  private static final String TEXT =
      """
      # Runnel plugins, format 1. `runnel plugins install` writes this; to check the files, here: sha256sum -c plugins.lock
      # plugin acme com.acme:acme-provider:1.0
      %1$s  .installed/acme-1.0-01234567/acme-provider-1.0.jar
      %1$s  .installed/acme-1.0-01234567/client-2.jar
      # plugin guest file guest.jar
      %1$s  .installed/guest-01234567/guest.jar
      """
          .formatted(SUM);

  private static LockedJar jar(String path) {
    return new LockedJar(SUM, ".installed/" + path);
  }

  private static LockFile read(String text) {
    return new LockReader(Path.of("plugins.lock")).read(text);
  }

  @Test
  void itIsSortedAndReadAsItWasWritten() {
    LockFile lock =
        new LockFile(
            List.of(
                new LockedPlugin(
                    "guest",
                    Optional.empty(),
                    Optional.of("guest.jar"),
                    List.of(jar("guest-01234567/guest.jar"))),
                new LockedPlugin(
                    "acme",
                    Optional.of(Coordinate.parse("com.acme:acme-provider:1.0")),
                    Optional.empty(),
                    List.of(
                        jar("acme-1.0-01234567/acme-provider-1.0.jar"),
                        jar("acme-1.0-01234567/client-2.jar")))));

    assertThat(lock.text()).isEqualTo(TEXT);
    assertThat(read(TEXT)).isEqualTo(lock);
  }

  @Test
  void withoutAFileNothingIsInstalled(@TempDir Path folder) {
    assertThat(LockFile.of(folder).plugins()).isEmpty();
    assertThat(read(new LockFile(List.of()).text()).plugins()).isEmpty();
  }

  @Test
  void theSystemsOwnToolChecksIt(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve(".installed/a-1/a.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
    String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    LockFile lock =
        new LockFile(
            List.of(
                new LockedPlugin(
                    "a",
                    Optional.empty(),
                    Optional.of("a.jar"),
                    List.of(new LockedJar(empty, ".installed/a-1/a.jar")))));
    Files.writeString(folder.resolve(LockFile.NAME), lock.text());
    assumeTrue(Files.exists(Path.of("/usr/bin/sha256sum")));

    Process process =
        new ProcessBuilder("/usr/bin/sha256sum", "-c", "--strict", LockFile.NAME)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes()))
        .isEqualTo(".installed/a-1/a.jar: OK\n");
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "# Runnel plugins, format 1.|# Runnel plugins, format 2.|is of format 2, and this Runnel knows",
        "# Runnel plugins|# plugins|line 1, is wrong: it does not begin with",
        "# plugin acme com|# plugin acme|line 2, is wrong: a plugin is '# plugin NAME",
        "# plugin guest|# plugin acme|line 5, is wrong: there are two plugins acme",
        "# plugin acme|# acme|line 3, is wrong: a jar is 'SHA-256",
        "0123456789abcdef  .i|0123  .i|line 3, is wrong: '0123",
        ".installed/acme-1.0-01234567/client|/etc/client|line 4, is wrong: '/etc/client-2.jar'",
        ".installed/acme-1.0-01234567/client|.installed/../client|line 4, is wrong: '.installed/..",
        ".installed/acme-1.0-01234567/client|.installed/x/../client|line 4, is wrong",
        ".installed/acme-1.0-01234567/client|.installed/other/client|several folders",
        "# plugin guest|# plugin ../guest|'../guest' is no name",
        "/guest.jar|/guest.ja|line 6, is wrong",
      })
  void whatIsNotUnderstoodIsRefusedWithItsPlace(String good, String bad, String why) {
    String text = TEXT.replace(good, bad);

    assertThat(text).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("plugins.lock")
        .hasMessageContaining(why);
  }

  @Property(tries = 300)
  void aFileThatIsCutShortIsNeverReadAsAnother(@ForAll("cuts") int length) {
    String cut = TEXT.substring(0, length);
    try {
      List<LockedPlugin> plugins = read(cut).plugins();
      assertThat(cut).endsWith("\n");
      assertThat(read(TEXT).plugins()).extracting(LockedPlugin::name).containsAll(names(plugins));
    } catch (LockException e) {
      assertThat(e.getMessage()).contains("plugins.lock");
    }
  }

  private static List<String> names(List<LockedPlugin> plugins) {
    return plugins.stream().map(LockedPlugin::name).toList();
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, TEXT.length() - 1);
  }

  @Property(tries = 200)
  void whateverWasInstalledIsReadAgain(@ForAll("plugins") LockedPlugin plugin) {
    LockFile lock = new LockFile(List.of(plugin));

    assertThat(read(lock.text())).isEqualTo(lock);
  }

  @Provide
  Arbitrary<LockedPlugin> plugins() {
    Arbitrary<String> word =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(8);
    Arbitrary<Optional<Coordinate>> coordinate =
        Combinators.combine(word, word, word)
            .as((g, a, v) -> Optional.of(new Coordinate(g, a, Optional.of(v))));
    return Combinators.combine(word, coordinate, word.optional(), word.list().ofMinSize(1))
        .as(
            (name, from, file, jars) ->
                new LockedPlugin(
                    name,
                    from,
                    file.map(text -> text + ".jar"),
                    jars.stream().map(one -> jar(name + "-1/" + one + ".jar")).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "acme|it is not group:artifact",
        "a:b:c:d|it is not group:artifact",
        "com.acme:|its artifact '' is none",
        "com/acme:b|its group 'com/acme' is none",
        "a:b:../1|its version '../1' is none",
        "a:b:[1,2)|its version '[1,2)' is none",
      })
  void aCoordinateThatIsNoneIsExplained(String text, String why) {
    assertThatThrownBy(() -> Coordinate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why)
        .hasMessageContaining("com.acme:acme-provider:1.0");
  }
}
