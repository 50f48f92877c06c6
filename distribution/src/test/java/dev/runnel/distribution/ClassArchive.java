package dev.runnel.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The classes of the assembled program as the JVM keeps them in memory: hundreds of programs that
 * tests start load them from here, at about half the time of a processor. Where it cannot be made,
 * they load as usual.
 */
final class ClassArchive {
  /** Nothing of the JVM's own is to appear among what the program prints. */
  private static final String QUIET = " -Xlog:disable";

  private static final String OPTIONS = make();

  private ClassArchive() {}

  /** What the JVM is told to use it; empty where there is none. */
  static String options() {
    return OPTIONS;
  }

  private static String make() {
    try {
      Path folder = Files.createTempDirectory("runnel-classes");
      Path archive = folder.resolve("runnel.jsa");
      folder.toFile().deleteOnExit(); // after what is in it, which is said later
      archive.toFile().deleteOnExit();
      ProcessBuilder program =
          new ProcessBuilder(
                  Program.distribution().resolve("bin").resolve("runnel").toString(),
                  "chat",
                  "--sandbox",
                  "--no-log",
                  "Hello")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true);
      program.environment().put("JAVA_HOME", System.getProperty("java.home"));
      program.environment().put("RUNNEL_JAVA_OPTS", "-XX:ArchiveClassesAtExit=" + archive + QUIET);
      Process process = program.start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive + QUIET : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
