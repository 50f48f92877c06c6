package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/runnel} itself, in front of a stand-in for the program. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class LauncherIT {
  private static final String STAND_IN =
      """
      package dev.runnel.cli;

      public class Main {
        public static void main(String[] args) throws Exception {
          for (String arg : args) {
            System.out.println("<" + arg + ">");
          }
          System.out.println("property " + System.getProperty("given"));
          System.out.println("home " + System.getProperty("runnel.home"));
          for (String stream : new String[] {"stdin", "stdout", "stderr"}) {
            System.out.println(stream + " " + System.getProperty("runnel.terminal." + stream));
          }
          System.out.println("dropped in " + Main.class.getResource("/dropped-in.txt"));
          System.in.transferTo(System.out);
          System.out.flush();
          if (args.length > 0 && args[0].equals("hang")) {
            Thread.currentThread().join();
          }
          System.exit(42);
        }
      }
      """;

  @TempDir Path folder;
  private Path home;
  private Path script;

  @BeforeEach
  void aDistributionInAFolderWithBlanks() throws IOException {
    home = folder.toRealPath().resolve("my programs").resolve("run nel");
    script = home.resolve("bin").resolve("runnel");
    Files.createDirectories(script.getParent());
    Files.copy(Program.distribution().resolve("bin").resolve("runnel"), script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    jarOfTheStandIn(Files.createDirectories(home.resolve("lib")).resolve("main.jar"));
  }

  @Test
  void argumentsStdinAndExitCodePassThrough() {
    var result = Program.of(script, "two words", "", "*", "$HOME", "-x").input("from stdin").run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("<two words>\n<>\n<*>\n<$HOME>\n<-x>\n")
        .endsWith("from stdin");
    assertThat(result.exit()).isEqualTo(42);
  }

  @Test
  void itIsFoundThroughSymbolicLinksFromAnyFolder() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("first"), script);
    Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

    assertThat(Program.of("./second").in(elsewhere).run().out()).contains("home " + home + "\n");
  }

  @Test
  void theProgramIsToldWhichStreamsAreTerminals() {
    assertThat(Program.of(script).run().out())
        .contains("stdin false\nstdout false\nstderr false\n");
  }

  @Test
  void furtherJvmOptionsAreSplitAtBlanksAndNotExpanded() {
    var result = Program.of(script).with("RUNNEL_JAVA_OPTS", "-Xmx64m  -Dgiven=*").run();

    assertThat(result.out()).contains("property *\n");
  }

  @Test
  void jarsDroppedInAreOnTheClassPath() throws IOException {
    Path jar = folder.resolve("dropped.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("dropped-in.txt"));
    }

    assertThat(Program.of(script).with("RUNNEL_CLASSPATH", jar).run().out())
        .contains("dropped in jar:file:");
    assertThat(Program.of(script).run().out()).contains("dropped in null");
  }

  @Test
  void aJarThatIsNotThereIsNamed() {
    var result = Program.of(script).with("RUNNEL_CLASSPATH", "lib/*:gone.jar").run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("RUNNEL_CLASSPATH names gone.jar").hasLineCount(1);
  }

  @Test
  void withoutJavaHomeTheJavaOnThePathIsUsed() {
    String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");

    assertThat(Program.of(script).without("JAVA_HOME").with("PATH", path).run().exit())
        .isEqualTo(42);
  }

  @Test
  void aWrongJavaHomeIsNamed() {
    var result = Program.of(script).with("JAVA_HOME", "/nowhere").run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("runnel: JAVA_HOME is /nowhere").hasLineCount(1);
  }

  @Test
  void anOldJavaIsRefusedWithItsVersion() throws IOException {
    Path old = Files.createDirectories(folder.resolve("jdk8"));
    Files.createDirectories(old.resolve("bin"));
    Files.createSymbolicLink(
        old.resolve("bin").resolve("java"),
        Path.of(System.getProperty("java.home"), "bin", "java"));
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_292\"\n");

    var result = Program.of(script).with("JAVA_HOME", old).run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("needs Java 17 or newer")
        .contains("is Java 8")
        .hasLineCount(1);
  }

  @Test
  void signalsReachTheProgram() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = Program.of(script, "hang").start(out.toFile(), err.toFile());
    try {
      // The process that was started is the JVM itself: the script has made way for it.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!Files.readString(out).contains("dropped in") && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(process.children()).isEmpty();
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  private void jarOfTheStandIn(Path jar) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var source =
        new SimpleJavaFileObject(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return STAND_IN;
          }
        };
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(folder.toFile()));
      var options = List.of("--release", "17", "-proc:none");
      assertThat(compiler.getTask(null, files, null, options, null, List.of(source)).call())
          .isTrue();
    }
    String name = "dev/runnel/cli/Main.class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name));
      Files.copy(folder.resolve(name), out);
    }
  }
}
