package dev.runnel.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.ChatRequest;
import dev.runnel.spi.Provider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broken providers: each is kept apart, with its jar and the reason, and the good one works. */
@Timeout(120)
class BrokenProvidersTest {
  @TempDir Path folder;
  private Path good;

  @BeforeEach
  void aGoodOne() {
    good =
        forge()
            .source("acme.Acme", Sources.provider("acme.Acme", "acme"))
            .service("acme.Acme")
            .version("1.2.3")
            .jar("acme.jar");
  }

  private JarForge forge() {
    return new JarForge(folder);
  }

  private interface Check {
    void accept(Providers providers) throws Exception;
  }

  /** Finds what these jars hold, the good one always between them. */
  private void discover(Check check, Path... jars) throws Exception {
    URL[] urls = new URL[jars.length + 1];
    for (int i = 0; i < jars.length; i++) {
      urls[i + (i > 0 ? 1 : 0)] = jars[i].toUri().toURL();
    }
    urls[Math.min(1, jars.length)] = good.toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(urls, Provider.class.getClassLoader());
        Providers providers = Providers.builder().loader(loader).discover()) {
      assertThat(providers.find("acme")).as("the good one").isPresent();
      assertThat(
              providers
                  .connect("acme")
                  .call(ChatRequest.of("Hi"))
                  .answer()
                  .toCompletableFuture()
                  .join()
                  .text())
          .isEqualTo("Hello from acme");
      check.accept(providers);
    }
  }

  private void assertQuarantined(Path jar, String className, String reason) throws Exception {
    discover(
        providers -> {
          assertThat(providers.quarantined()).as("quarantined").hasSize(1);
          QuarantinedProvider broken = providers.quarantined().get(0);
          assertThat(broken.source().jar()).isEqualTo(jar.getFileName().toString());
          assertThat(broken.source().className()).isEqualTo(className);
          assertThat(broken.reason()).matches(reason);
        },
        jar);
  }

  @Test
  void aGoodOneIsFoundWithItsJarAndVersion() throws Exception {
    discover(
        providers -> {
          FoundProvider found = providers.require("acme");
          assertThat(found.source().jar()).isEqualTo("acme.jar");
          assertThat(found.source().version()).contains("1.2.3");
          assertThat(found.source().className()).isEqualTo("acme.Acme");
          assertThat(found.source().location()).contains(good.toUri());
          assertThat(providers.quarantined()).isEmpty();
        });
  }

  @Test
  void theServicesFileNamesAClassThatIsMissing() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Other", "package bad; class Other {}")
            .service("bad.Gone")
            .jar("bad.jar"),
        "bad.Gone",
        "it could not be loaded: Provider bad.Gone not found");
  }

  @Test
  void itsSuperclassIsMissing() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.lib.Base", "package bad.lib; public class Base {}")
            .source("bad.Bad", Sources.provider("bad.Bad", "bad", "extends bad.lib.Base", ""))
            .service("bad.Bad")
            .patch("bad.lib.Base", bytes -> null)
            .jar("bad.jar"),
        "bad.Bad",
        "a class it needs is missing: bad.lib.Base; put the jar that has it beside this one");
  }

  @Test
  void twoProvidersMissTheSameSuperclass() throws Exception {
    Path[] jars = new Path[2];
    for (int i = 0; i < 2; i++) {
      String name = "bad" + i + ".Bad";
      jars[i] =
          forge()
              .source("bad.lib.Base", "package bad.lib; public class Base {}")
              .source(name, Sources.provider(name, "bad" + i, "extends bad.lib.Base", ""))
              .service(name)
              .patch("bad.lib.Base", bytes -> null)
              .jar("bad" + i + ".jar");
    }
    discover(
        providers ->
            assertThat(providers.quarantined())
                .extracting(broken -> broken.source().jar())
                .containsExactlyInAnyOrder("bad0.jar", "bad1.jar"),
        jars);
  }

  @Test
  void aClassThatItsDescriptionNeedsIsMissing() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.lib.Dep", "package bad.lib; public class Dep { public static int x; }")
            .source(
                "bad.Bad",
                Sources.describing("bad.Bad", "return bad.lib.Dep.x == 0 ? null : null;"))
            .service("bad.Bad")
            .patch("bad.lib.Dep", bytes -> null)
            .jar("bad.jar"),
        "bad.Bad",
        "when it was to describe itself, a class it needs is missing: bad\\.lib\\.Dep; put .*");
  }

  @Test
  void itWasCompiledForANewerJava() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", Sources.provider("bad.Bad", "bad"))
            .service("bad.Bad")
            .patch(
                "bad.Bad",
                bytes -> {
                  bytes[7] = (byte) 200; // the class file's major version
                  return bytes;
                })
            .jar("bad.jar"),
        "bad.Bad",
        "it needs a newer Java than "
            + Runtime.version().feature()
            + ": .*class file version 200.*");
  }

  @Test
  void itsClassFileIsDamaged() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", Sources.provider("bad.Bad", "bad"))
            .service("bad.Bad")
            .patch("bad.Bad", bytes -> Arrays.copyOf(bytes, bytes.length / 2))
            .jar("bad.jar"),
        "bad.Bad",
        "its class file is damaged: .*");
  }

  @Test
  void itsConstructorThrows() throws Exception {
    assertQuarantined(
        forge()
            .source(
                "bad.Bad",
                Sources.provider(
                    "bad.Bad",
                    "bad",
                    "",
                    "public Bad() { throw new IllegalStateException(\"no licence file\"); }"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "it could not be made: java.lang.IllegalStateException: no licence file");
  }

  @Test
  void itsConstructorIsNotPublic() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", Sources.provider("bad.Bad", "bad", "", "Bad() {}"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "it could not be made: .*NoSuchMethodException.*");
  }

  @Test
  void itsStaticInitializerThrows() throws Exception {
    assertQuarantined(
        forge()
            .source(
                "bad.Bad",
                Sources.provider(
                    "bad.Bad", "bad", "", "static int x = Integer.parseInt(\"no number\");"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "its class could not be initialized: .*NumberFormatException.*no number.*");
  }

  @Test
  void itThrowsWhenItDescribesItself() throws Exception {
    assertQuarantined(
        forge()
            .source(
                "bad.Bad",
                Sources.describing("bad.Bad", "throw new IllegalStateException(\"not today\");"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "when it was to describe itself, it threw java.lang.IllegalStateException: not today");
  }

  @Test
  void itOverflowsTheStackWhenItDescribesItself() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", Sources.describing("bad.Bad", "return describe();"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "when it was to describe itself, it threw java.lang.StackOverflowError");
  }

  @Test
  void itDescribesNothing() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", Sources.describing("bad.Bad", "return null;"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "when it was to describe itself, .*describe\\(\\) gave null");
  }

  @Test
  void itsIdIsNone() throws Exception {
    assertQuarantined(
        forge()
            .source(
                "bad.Bad",
                Sources.describing(
                    "bad.Bad", "return ProviderDescription.builder(\"Not an id\", 1).build();"))
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        ".*A provider's id is lower case letters and digits.*'Not an id'");
  }

  @Test
  void itsServicesFileIsMalformed() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", Sources.provider("bad.Bad", "bad"))
            .service("this is no class name")
            .jar("bad.jar"),
        "unknown",
        "its services file is malformed, line 1: Illegal configuration-file syntax.*");
  }

  @Test
  void itsServicesFileNamesSomethingElse() throws Exception {
    assertQuarantined(
        forge()
            .source("bad.Bad", "package bad; public class Bad {}")
            .service("bad.Bad")
            .jar("bad.jar"),
        "bad.Bad",
        "it is no provider: it does not implement dev.runnel.spi.Provider");
  }

  @Test
  void itWasBuiltForAnotherGenerationOfTheSpi() throws Exception {
    Path otherCore =
        forge()
            .source(
                "dev.runnel.spi.Provider",
                """
                package dev.runnel.spi;

                public interface Provider {
                  int SPI_GENERATION = 2;

                  ProviderDescription describe();

                  Driver connect(EndpointConfig config);
                }
                """)
            .compile();
    Path jar =
        forge()
            .against(otherCore)
            .source("bad.Bad", Sources.provider("bad.Bad", "bad"))
            .service("bad.Bad")
            .jar("bad.jar");
    assertQuarantined(
        jar,
        "bad.Bad",
        "it was built for SPI generation 2 and this is generation 1; use a version of it that was"
            + " built for this one");
    discover(
        providers ->
            assertThatExceptionOfType(UnknownProviderException.class)
                .isThrownBy(() -> providers.connect("bad"))
                .withMessageStartingWith(
                    "The provider 'bad' in bad.jar cannot be used: it was built for SPI"),
        jar);
  }

  @Test
  void itsJarIsTruncated() throws Exception {
    Path whole =
        forge()
            .source("bad.Bad", Sources.provider("bad.Bad", "bad"))
            .service("bad.Bad")
            .jar("whole.jar");
    Path half = folder.resolve("half.jar");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    assertQuarantined(half, "unknown", "it is no readable jar \\(.+\\); fetch it anew");
  }

  @Test
  void theirJarsHaveASpaceAndAPercentSignInTheirPaths() throws Exception {
    Path odd =
        forge()
            .source("odd.Odd", Sources.provider("odd.Odd", "odd"))
            .service("odd.Odd")
            .jar("a b%20c/odd one%.jar");
    Path bad =
        forge()
            .source("bad.Other", "package bad; class Other {}")
            .service("bad.Gone")
            .jar("a b%20c/bad one%.jar");
    Path malformed =
        forge()
            .source("bad.Other", "package bad; class Other {}")
            .service("no class name")
            .jar("a b%20c/worse one%.jar");
    discover(
        providers -> {
          assertThat(providers.require("odd").source().jar()).isEqualTo("odd one%.jar");
          assertThat(providers.quarantined())
              .extracting(broken -> broken.source().jar())
              .containsExactlyInAnyOrder("bad one%.jar", "worse one%.jar");
        },
        odd,
        bad,
        malformed);
  }

  @Test
  void aFolderOfClassesIsNamedByItsPath() throws Exception {
    Path classes =
        forge().source("bad.Bad", Sources.describing("bad.Bad", "return null;")).compile();
    Path services = classes.resolve(JarForge.SERVICES);
    Files.createDirectories(services.getParent());
    Files.writeString(services, "bad.Bad\nbad.Gone # a comment\n");
    discover(
        providers -> {
          assertThat(providers.quarantined()).hasSize(2);
          assertThat(providers.quarantined())
              .allSatisfy(
                  broken -> assertThat(broken.source().jar()).isEqualTo(classes.toString()));
        },
        classes);
  }

  @Test
  void twoHaveOneId() throws Exception {
    Path second =
        forge()
            .source("zeta.Acme", Sources.provider("zeta.Acme", "acme"))
            .service("zeta.Acme")
            .jar("a-zeta.jar");
    discover(
        providers -> {
          assertThat(providers.require("acme").source().className()).isEqualTo("acme.Acme");
          QuarantinedProvider loser = providers.quarantined().get(0);
          assertThat(loser.id()).contains("acme");
          assertThat(loser.source().jar()).isEqualTo("a-zeta.jar");
          assertThat(loser.reason())
              .isEqualTo(
                  "two providers have the id 'acme': acme.Acme in acme.jar, which is used, and"
                      + " zeta.Acme in a-zeta.jar, which is not; give that one another id, or"
                      + " remove one of the two, or have the program say which it prefers");
        },
        second);
    for (String preference : List.of("zeta.Acme", "a-zeta.jar")) {
      try (URLClassLoader loader = loader(good, second);
          Providers providers =
              Providers.builder().loader(loader).prefer("acme", preference).discover()) {
        assertThat(providers.require("acme").source().className()).isEqualTo("zeta.Acme");
        assertThat(providers.quarantined().get(0).source().jar()).isEqualTo("acme.jar");
      }
    }
  }

  private static URLClassLoader loader(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new URLClassLoader(urls, Provider.class.getClassLoader());
  }

  @Test
  void aLoaderThatFailsForEverIsGivenUp() {
    ClassLoader failing =
        new ClassLoader(Provider.class.getClassLoader()) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    try (Providers providers = Providers.builder().loader(failing).discover()) {
      assertThat(providers.found()).isEmpty();
      assertThat(providers.quarantined()).hasSize(1);
      assertThat(providers.quarantined().get(0).reason()).contains("disk on fire");
    }
  }

  @Test
  void aClosedLoaderOrOneThatThrowsIsSurvived() {
    ClassLoader throwing =
        new ClassLoader(Provider.class.getClassLoader()) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) {
            throw new IllegalStateException("zip file closed");
          }
        };
    try (Providers providers = Providers.builder().loader(throwing).discover()) {
      assertThat(providers.quarantined()).hasSize(1);
    }
  }
}
