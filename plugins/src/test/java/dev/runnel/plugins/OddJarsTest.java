package dev.runnel.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runnel.plugins.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars and folders as nobody would make them, and as they are found all the same. */
@Timeout(60)
class OddJarsTest {
  /** Compiled once, for all tests. */
  private static final Workshop ACME =
      Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "\"Hello\""));

  private static final Map<String, byte[]> CLASSES = ACME.contents();

  @TempDir Path folder;
  private Map<String, byte[]> contents = Map.of();

  @BeforeEach
  void asItShouldBe() {
    contents = new LinkedHashMap<>(CLASSES);
  }

  private Path jar() throws IOException {
    return ACME.jar(folder.resolve("acme.jar"), contents);
  }

  private void worksAndIsVerified(Path jar) {
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.statuses().get(0).broken()).isEmpty();
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
    }
    assertThat(PluginVerification.of(jar)).filteredOn(one -> one.verdict() != Verdict.OK).isEmpty();
  }

  /** In one line, as what is verified and as what is loaded. */
  private void isOutOfUse(Path jar, String reason) {
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.statuses())
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.broken())
                      .singleElement()
                      .satisfies(
                          broken ->
                              assertThat(broken.reason()).startsWith(reason).doesNotContain("\n")));
      assertThat(loaded.providers().found()).isEmpty();
    }
    assertThat(PluginVerification.passed(PluginVerification.of(jar))).isFalse();
  }

  @Test
  void blanksAndLettersOfAllKindsInThePathAreNothingSpecial() throws IOException {
    Path odd = folder.resolve("Ärger mit Ümläuten & 100% 日本 #1+1");
    ACME.jar(odd.resolve("my acme plugin.jar"), contents);
    ACME.jar(odd.resolve("in a folder/the jar.jar"), contents);

    try (Loaded loaded = Loaded.from(odd)) {
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
      assertThat(loaded.providers().require("acme").source().location().map(Path::of))
          .contains(odd.resolve("in a folder/the jar.jar"));
      assertThat(loaded.statuses().get(0).working()).hasSize(1);
      assertThat(loaded.statuses().get(1).broken())
          .singleElement()
          .satisfies(one -> assertThat(one.reason()).contains("two providers have the id 'acme'"));
    }
  }

  @Test
  void classesForANewerJavaInAMultiReleaseJarAreNoProblemHere() throws IOException {
    byte[] newer = CLASSES.get("acme/Acme.class").clone();
    newer[7] = (byte) 200; // the class file's major version
    contents.put("META-INF/versions/150/acme/Acme.class", newer);
    contents.put("module-info.class", new byte[] {1, 2, 3});
    contents.put("META-INF/versions/150/module-info.class", new byte[] {1, 2, 3});
    Path jar =
        Workshop.provider("acme.Acme", "")
            .attribute(Attributes.Name.MULTI_RELEASE.toString(), "true")
            .jar(folder.resolve("acme.jar"), contents);

    worksAndIsVerified(jar);
  }

  @Test
  void aClassThatWasChangedAfterTheJarWasSignedIsSaid() throws Exception {
    Path jar = Signed.changedAfterwards(jar(), "acme/Acme.class");

    isOutOfUse(jar, "it threw java.lang.SecurityException: ");
    assertThat(PluginVerification.of(jar).get(0).text())
        .startsWith("not every entry can be read: ")
        .contains("acme/Acme.class");
  }

  @Test
  void aManifestThatIsNoneIsSaid() throws IOException {
    contents.put("META-INF/MANIFEST.MF", "this is none\n\nand this neither\n".getBytes(UTF_8));

    isOutOfUse(zip(), "it cannot be read (java.io.IOException: invalid header field");
  }

  @Test
  void aServicesFileThatNamesNobodyIsSaidAndOneWithoutEndIsNotRead() throws IOException {
    contents.put(PluginContents.SERVICES, "# acme.Acme\n\n".getBytes(UTF_8));
    isOutOfUse(jar(), "it names no provider: its META-INF/services/");

    contents.put(PluginContents.SERVICES, new byte[100 << 20]);
    isOutOfUse(jar(), "its META-INF/services/dev.runnel.spi.Provider is no list of classes: ");
  }

  @Test
  void whatUnpacksToFarMoreThanItIsStopsNobodyAndVerifyingSaysSo() throws IOException {
    Path jar = jar();
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
    }

    assertThat(JarRules.of(jar, 100))
        .extracting(Finding::text)
        .containsExactly("it unpacks to more than 100 bytes");
  }

  @Test
  void aLinkThatLeadsNowhereIsSaidAndOneToItselfIsNone() throws IOException {
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    assertThat(Plugins.in(List.of(folder)).all()).isEmpty();

    Files.createSymbolicLink(folder.resolve("acme.jar"), folder.resolve("gone.jar"));
    isOutOfUse(folder.resolve("acme.jar"), "it cannot be read (java.nio.file.NoSuchFile");
  }

  @Test
  void aFolderThatLeadsBackHereIsALineAndNoLoop() throws IOException {
    jar();
    Files.createSymbolicLink(folder.resolve("up"), folder);

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
      assertThat(loaded.statuses()).hasSize(2);
      assertThat(loaded.statuses().get(1).broken()).hasSize(1);
    }
  }

  @Test
  void aJarThatMayNotBeReadIsSaid() throws IOException {
    Path jar = jar();
    try {
      Files.setPosixFilePermissions(jar, Set.of());
    } catch (UnsupportedOperationException e) {
      assumeTrue(false, "there are no such permissions here");
    }
    assumeFalse(Files.isReadable(jar), "who runs this may read everything");

    isOutOfUse(jar, "it cannot be read (");
  }

  /** With the manifest that is among the contents, if any. */
  private Path zip() throws IOException {
    Path jar = folder.resolve("acme.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return jar;
  }
}
