package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin is, what it sees, and what it does not. */
class PluginsTest {
  @TempDir Path folder;

  @Test
  void aJarInTheFolderIsFoundWithItsNameAndVersionAndAnswers() throws IOException {
    Path jar =
        Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "\"Hello\""))
            .jar(folder.resolve("acme.jar"));

    try (Loaded loaded = Loaded.from(folder)) {
      FoundProvider found = loaded.providers().require("acme");
      assertThat(found.source().className()).isEqualTo("acme.Acme");
      assertThat(found.source().location()).contains(jar.toUri());
      assertThat(found.source().version()).contains("1.2.3");
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
      assertThat(loaded.statuses())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.plugin()).isEqualTo(Plugin.ofJar(jar));
                assertThat(one.working()).containsExactly(found);
                assertThat(one.broken()).isEmpty();
              });
    }
  }

  @Test
  void ofAFolderOnlyJarsAndFoldersWithJarsArePlugins() throws IOException {
    Files.writeString(folder.resolve("README.txt"), "no plugin");
    Files.writeString(folder.resolve(".half.jar"), "no plugin");
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(Files.createDirectories(folder.resolve("b")).resolve("2.jar"), "");
    Files.writeString(folder.resolve("b/1.jar"), "");
    Files.writeString(folder.resolve("b/notes.txt"), "");
    Files.writeString(folder.resolve("a.jar"), "");

    List<Plugin> plugins = Plugins.in(List.of(folder, folder.resolve("absent"))).all();

    assertThat(plugins).extracting(Plugin::name).containsExactly("a", "b");
    assertThat(plugins.get(1).entries())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("1.jar", "2.jar");
  }

  @Test
  void twoPluginsWithClashingVersionsOfALibraryAnswerSideBySide() throws IOException {
    for (String version : List.of("one", "two")) {
      String library =
          "package lib; public class Version { public static String get() { return \"%s\"; } }";
      String source = Sources.answering("acme.Acme", version, "lib.Version.get()");
      Workshop both =
          Workshop.provider("acme.Acme", source).source("lib.Version", library.formatted(version));
      var contents = both.contents();
      byte[] shared = contents.remove("lib/Version.class");
      both.jar(folder.resolve(version).resolve("acme.jar"), contents);
      new Workshop()
          .jar(
              folder.resolve(version).resolve("lib.jar"),
              java.util.Map.of("lib/Version.class", shared));
    }

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("one") + " " + loaded.ask("two") + " " + loaded.ask("one"))
          .isEqualTo("one two one");
    }
  }

  @Test
  void aPluginSeesTheJdkTheApiAndTheSpiAndNothingElseOfTheProgram() throws IOException {
    String members =
        """
        static String sees(String name) {
          try {
            return Class.forName(name).getClassLoader() == Acme.class.getClassLoader()
                ? "own" : "shared";
          } catch (ClassNotFoundException e) {
            return "no";
          }
        }

        static String look() {
          return String.join(" ",
              sees("dev.runnel.api.Call"), sees("dev.runnel.spi.Provider"), sees("java.sql.Driver"),
              sees("acme.Acme"), sees("dev.runnel.discovery.Providers"),
              sees("dev.runnel.guard.Guard"), sees("dev.runnel.plugins.Plugins"),
              sees("dev.runnel.apiary.Bee"), sees("dev.runnel.http.parse.JsonEvents"),
              sees("io.vertx.core.Vertx"), sees("com.fasterxml.jackson.core.JsonFactory"),
              sees("org.junit.jupiter.api.Test"));
        }
        """;
    Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "look()", members))
        .source("dev.runnel.apiary.Bee", "package dev.runnel.apiary; public class Bee {}")
        .jar(folder.resolve("acme.jar"));

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("shared shared shared own no no no own no no no no");
    }
  }

  @Test
  void resourcesAreItsOwnAndTheSharedPackagesAndNoServicesFileOfTheProgram() throws IOException {
    String members =
        """
        static String look() {
          try {
            ClassLoader loader = Acme.class.getClassLoader();
            java.net.URL own = loader.getResource("acme/words.txt");
            String words;
            try (java.io.InputStream in = own.openStream()) {
              words = new String(in.readAllBytes());
            }
            String relative;
            try (java.io.InputStream in = Acme.class.getResourceAsStream("words.txt")) {
              relative = new String(in.readAllBytes());
            }
            return words + " " + relative + " "
                + java.util.Collections.list(
                    loader.getResources("META-INF/services/dev.runnel.spi.Provider")).size()
                + " " + (loader.getResource("dev/runnel/api/Call.class") != null)
                + " " + (loader.getResource("dev/runnel/guard/Guard.class") != null)
                + " " + (loader.getResource("org/junit/jupiter/api/Test.class") != null);
          } catch (java.io.IOException e) {
            return e.toString();
          }
        }
        """;
    Workshop acme =
        Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "look()", members));
    Path jar = folder.resolve("acme.jar");
    acme.entry("acme/words.txt", "old").jar(jar);
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("old old 1 true false false");
    }

    // The JDK's cache of open jars would still show the old one.
    acme.entry("acme/words.txt", "newer").jar(jar);
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("newer newer 1 true false false");
    }
  }

  @Test
  void theProgramsHttpSupportIsSharedWhereThePluginBringsNone() throws Exception {
    Workshop.provider("acme.Acme", Sources.overHttp("acme.Acme", "acme"))
        .jar(folder.resolve("acme.jar"));

    try (Sandbox sandbox = Sandbox.start();
        Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme", sandbox.baseUrl("openai").toString())).isNotEmpty();
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  @Test
  void whatDeclaresToShareNothingMustBringItsOwn() throws IOException {
    Workshop.provider("acme.Acme", Sources.overHttp("acme.Acme", "acme"))
        .attribute(Sharing.ATTRIBUTE, "none")
        .jar(folder.resolve("acme.jar"));

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.providers().found()).isEmpty();
      assertThat(loaded.providers().quarantined())
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.reason())
                      .contains("a class it needs is missing: dev.runnel.http.", "Http"));
    }
  }

  @Test
  void itsOwnHttpSupportIsUsedUnlessItAsksForTheProgramsOne() throws IOException {
    String stub =
        """
        package dev.runnel.http;
        public final class HttpTransport { public static String who() { return "its own"; } }
        """;
    String members =
        """
        static String who() {
          try {
            return String.valueOf(Class.forName("dev.runnel.http.HttpTransport")
                .getMethod("who").invoke(null));
          } catch (ReflectiveOperationException e) {
            return "the program's";
          }
        }
        """;
    Workshop acme =
        Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "who()", members))
            .source("dev.runnel.http.HttpTransport", stub);
    acme.jar(folder.resolve("acme.jar"));
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("its own");
    }

    acme.attribute(Sharing.ATTRIBUTE, "http").jar(folder.resolve("acme.jar"));
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("the program's");
    }
  }

  @Test
  void aFolderOfClassesIsLoadedWithWhatItNeeds() throws IOException {
    Workshop both =
        Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "lib.Word.get()"))
            .source(
                "lib.Word",
                "package lib; public class Word { public static String get() { return \"w\"; } }");
    Path classes = both.folder(folder.resolve("classes"));
    Path library = folder.resolve("lib/word.jar");
    new Workshop()
        .jar(library, java.util.Map.of("lib/Word.class", both.contents().get("lib/Word.class")));
    Files.delete(classes.resolve("lib/Word.class"));

    Plugin plugin =
        Plugin.ofClassPath(classes + java.io.File.pathSeparator + library.getParent() + "/*");
    try (Loaded loaded = Loaded.of(plugin)) {
      assertThat(loaded.ask("acme")).isEqualTo("w");
      assertThat(loaded.statuses().get(0).working()).hasSize(1);
    }
  }

  @Test
  void nothingIsHeldOpenOfAJarThatWasLetGo() throws IOException {
    Path jar =
        Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "\"x\""))
            .jar(folder.resolve("acme.jar"));
    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("x");
    }

    Path open = Path.of("/proc/self/fd");
    if (Files.isDirectory(open)) {
      try (var files = Files.list(open)) {
        assertThat(files.map(PluginsTest::target)).doesNotContain(jar.toRealPath().toString());
      }
    }
    Files.delete(jar);
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
