package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The assembled folder: what is in it, and that it runs. */
class DistributionIT {
  private static final String VERSION = System.getProperty("runnel.version");
  private static final List<String> PROVIDERS =
      List.of(
          "ails",
          "gravityengine",
          "yqcloud",
          "lockchat",
          "openai",
          "anthropic",
          "gemini",
          "ollama");

  static Stream<Path> ownJars() throws IOException {
    return jars().filter(jar -> jar.getFileName().toString().startsWith("runnel-"));
  }

  private static Stream<Path> jars() throws IOException {
    return jars(Program.distribution().resolve("lib"));
  }

  private static Stream<Path> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @Test
  void everyModuleIsInLib() throws IOException {
    assertThat(ownJars().map(jar -> jar.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(
                        "core",
                        "http",
                        "runner",
                        "config",
                        "history",
                        "plugins",
                        "gateway",
                        "sandbox",
                        "cassette",
                        "cli"),
                    PROVIDERS.stream().map(id -> "provider-" + id))
                .map(module -> "runnel-" + module + "-" + VERSION + ".jar")
                .toList());
  }

  /** Two versions of one library, or a class path of fifty more jars, would be nobody's gain. */
  @Test
  void whatAsksRepositoriesIsInAFolderOfItsOwn() throws IOException {
    Path lib = Program.distribution().resolve("lib");
    List<String> program = jars(lib).map(jar -> jar.getFileName().toString()).toList();
    List<String> apart =
        jars(lib.resolve("maven")).map(jar -> jar.getFileName().toString()).toList();

    assertThat(program).noneMatch(name -> name.startsWith("maven-"));
    assertThat(apart)
        .contains("runnel-plugins-maven-" + VERSION + ".jar")
        .doesNotContainAnyElementsOf(program);
  }

  @Test
  void nothingOfTheTestsOrOfAnnotationsOnlyIsInLib() throws IOException {
    assertThat(
            Stream.concat(jars(), jars(Program.distribution().resolve("lib/maven")))
                .map(jar -> jar.getFileName().toString()))
        .allMatch(name -> name.endsWith(".jar"))
        .noneMatch(name -> name.matches("(junit|jqwik|jazzer|assertj|archunit|testng|jspecify).*"))
        .noneMatch(name -> name.matches("(listenablefuture|jsr305|checker-qual|j2objc).*"));
  }

  @ParameterizedTest
  @MethodSource("ownJars")
  void aJarNamesItsModuleItsVersionAndItsLicence(Path path) throws IOException {
    try (var jar = new JarFile(path.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(path.getFileName().toString())
          .isEqualTo(manifest.getValue("Implementation-Title") + "-" + VERSION + ".jar");
      assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
      assertThat(jar.getEntry("module-info.class")).isNotNull();
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(manifest.keySet().stream().map(Object::toString))
          .doesNotContain("Built-By", "Build-Jdk", "Build-Jdk-Spec", "Build-Host");
    }
  }

  @Test
  void coreStaysSmall() throws IOException {
    assertThat(Files.size(lib("core"))).isLessThan(256_000);
  }

  @Test
  void providersStaySmall() throws IOException {
    for (String id : PROVIDERS) {
      assertThat(Files.size(lib("provider-" + id))).as(id).isLessThan(60_000);
    }
  }

  @Test
  void aProviderIsDeclaredForTheClassPathAndForTheModulePath() throws IOException {
    for (String id : PROVIDERS) {
      Path path = lib("provider-" + id);
      Set<String> inModule =
          ModuleFinder.of(path).findAll().iterator().next().descriptor().provides().stream()
              .filter(provides -> provides.service().equals("dev.runnel.spi.Provider"))
              .flatMap(provides -> provides.providers().stream())
              .collect(Collectors.toSet());
      try (var jar = new JarFile(path.toFile())) {
        var services = jar.getEntry("META-INF/services/dev.runnel.spi.Provider");
        assertThat(services).as(id).isNotNull();
        String text = new String(jar.getInputStream(services).readAllBytes(), UTF_8);
        assertThat(text.lines().map(line -> line.replaceFirst("#.*", "").strip()))
            .as(id)
            .filteredOn(line -> !line.isEmpty())
            .containsExactlyInAnyOrderElementsOf(inModule);
      }
    }
  }

  @Test
  void theZipHoldsTheSameFilesUnderOneFolder() throws IOException {
    Path folder = Program.distribution();
    Set<String> expected = new TreeSet<>();
    try (var files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> folder.getFileName() + "/" + slashes(folder.relativize(file)))
          .forEach(expected::add);
    }
    try (var zip = new ZipFile(folder + ".zip")) {
      Set<String> found = new TreeSet<>();
      zip.stream()
          .filter(entry -> !entry.isDirectory())
          .forEach(entry -> found.add(entry.getName()));
      assertThat(found).isEqualTo(expected);
    }
    assertThat(Path.of(folder + ".tar.gz")).isNotEmptyFile();
    assertThat(expected)
        .contains(
            folder.getFileName() + "/bin/runnel",
            folder.getFileName() + "/bin/runnel.cmd",
            folder.getFileName() + "/LICENSE",
            folder.getFileName() + "/plugins/README.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "providers"})
  void theSameProgramRunsOnTheClassPathAndOnTheModulePath(String command) {
    Path lib = Program.distribution().resolve("lib");
    var guice = "-Dguice_bytecode_gen_option=DISABLED";
    var classPath = Program.java(guice, "-cp", lib + "/*", "dev.runnel.cli.Main", command).run();
    var modulePath =
        Program.java(guice, "-p", lib, "-m", "dev.runnel.cli/dev.runnel.cli.Main", command).run();

    assertThat(classPath.exit()).as(classPath.err()).isZero();
    assertThat(modulePath).isEqualTo(classPath);
    assertThat(classPath.out()).contains(VERSION);
  }

  private static Path lib(String module) {
    return Program.distribution()
        .resolve("lib")
        .resolve("runnel-" + module + "-" + VERSION + ".jar");
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
