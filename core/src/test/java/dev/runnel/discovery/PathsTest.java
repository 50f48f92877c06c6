package dev.runnel.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's jar, compiled against core alone: on the class path and on the module path. */
@Timeout(180)
class PathsTest {
  private static final String MODULE_INFO =
      "module %1$s { requires dev.runnel.core; provides dev.runnel.spi.Provider with %1$s.%2$s; }";

  @TempDir Path folder;
  private Path probe;

  @BeforeEach
  void compileTheProbe() {
    probe =
        new JarForge(folder)
            .asModule("module probe { requires dev.runnel.core; exports probe; }")
            .source("probe.Probe", Sources.probe())
            .jar("probe.jar");
  }

  private Path classPathProvider() {
    return new JarForge(folder)
        .source("acme.Acme", Sources.provider("acme.Acme", "acme"))
        .service("acme.Acme")
        .jar("acme.jar");
  }

  private Path moduleProvider() {
    return new JarForge(folder)
        .asModule(MODULE_INFO.formatted("nova", "Nova"))
        .source("nova.Nova", Sources.provider("nova.Nova", "nova"))
        .jar("nova.jar");
  }

  private Path brokenClassPathProvider() {
    return new JarForge(folder)
        .source("bad.Base", "package bad; public class Base {}")
        .source("bad.Bad", Sources.provider("bad.Bad", "bad", "extends bad.Base", ""))
        .service("bad.Bad")
        .patch("bad.Base", bytes -> null)
        .jar("bad.jar");
  }

  private Path brokenModule(String name, String members) {
    return new JarForge(folder)
        .asModule(MODULE_INFO.formatted(name, "Bad"))
        .source(name + ".Base", "package " + name + "; public class Base {}")
        .source(
            name + ".Bad",
            Sources.provider(name + ".Bad", name, "extends " + name + ".Base", members))
        .patch(name + ".Base", bytes -> members.isEmpty() ? null : bytes)
        .jar(name + ".jar");
  }

  @Test
  void onTheClassPathOfAnotherProcess() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("lib with %41 in it"));
    Path provider = Files.move(classPathProvider(), odd.resolve("acme.jar"));
    Path truncated = folder.resolve("half.jar");
    Files.write(truncated, java.util.Arrays.copyOf(Files.readAllBytes(provider), 200));
    List<String> lines =
        java(
            "-cp",
            path(JarForge.core(), truncated, probe, brokenClassPathProvider())
                + File.pathSeparator
                + odd
                + File.separator
                + "*",
            "probe.Probe");
    assertThat(lines)
        .contains(
            "found acme in acme.jar: Hello from acme",
            "broken bad.Bad in bad.jar: a class it needs is missing: bad.Base; put the jar that has"
                + " it beside this one")
        .anyMatch(line -> line.startsWith("broken unknown in half.jar: it is no readable jar"))
        .hasSize(3);
  }

  @Test
  void onTheModulePathOfAnotherProcess() throws Exception {
    List<String> lines =
        java(
            "-p",
            path(
                JarForge.core(),
                probe,
                moduleProvider(),
                classPathProvider(), // an automatic module
                brokenModule("lost", ""),
                brokenModule(
                    "sore", "public Bad() { throw new IllegalStateException(\"sore\"); }")),
            "-m",
            "probe/probe.Probe");
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "found acme in acme.jar: Hello from acme",
            "found nova in nova.jar: Hello from nova",
            "broken lost.Bad in lost.jar: a class it needs is missing: lost.Base; put the jar that"
                + " has it beside this one",
            "broken sore.Bad in sore.jar: it could not be made: java.lang.IllegalStateException:"
                + " sore");
  }

  @Test
  void coreOnTheModulePathAndTheProviderOnTheClassPath() throws Exception {
    List<String> lines =
        java(
            "-p",
            path(JarForge.core(), probe),
            "-cp",
            path(classPathProvider(), brokenClassPathProvider()),
            "-m",
            "probe/probe.Probe");
    assertThat(lines)
        .contains("found acme in acme.jar: Hello from acme")
        .anyMatch(line -> line.startsWith("broken bad.Bad in bad.jar"))
        .hasSize(2);
  }

  @Test
  void inAModuleLayerOfThisProcess() throws Exception {
    ModuleFinder finder = ModuleFinder.of(JarForge.core(), probe, moduleProvider());
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolveAndBind(finder, ModuleFinder.of(), Set.of("probe"));
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();
    ClassLoader loader = layer.findLoader("probe");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    loader
        .loadClass("probe.Probe")
        .getMethod("run", PrintStream.class, ClassLoader.class)
        .invoke(null, new PrintStream(out, true, StandardCharsets.UTF_8), loader);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("found nova in nova.jar: Hello from nova");
  }

  private static String path(Path... paths) {
    List<String> parts = new ArrayList<>();
    for (Path path : paths) {
      parts.add(path.toString());
    }
    return String.join(File.pathSeparator, parts);
  }

  private List<String> java(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
