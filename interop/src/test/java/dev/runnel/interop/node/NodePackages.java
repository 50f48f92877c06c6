package dev.runnel.interop.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which Node.js programs run: this module's own scripts and, beside them, the
 * packages that the lock file pins. Made once a build, and again where the lock file changed.
 */
public final class NodePackages {
  /** Set where tests must not be skipped for want of Node.js, as on a build server. */
  private static final String REQUIRED = "RUNNEL_REQUIRE_NODE";

  private static final int OLDEST = 20;
  private static final Path SOURCES = Path.of("src/test/js");
  private static final Path FOLDER = Path.of("target/js");
  private static final String LOCK = "package-lock.json";

  private static @Nullable Path installed;

  private NodePackages() {}

  /**
   * The folder.
   *
   * @throws AssertionError where there is no Node.js
   */
  public static synchronized Path folder() {
    if (installed == null) {
      lack()
          .ifPresent(
              lack -> {
                throw new AssertionError(lack);
              });
      installed = install();
    }
    return installed;
  }

  /** What lacks, in words, where there is no Node.js that these tests could use. */
  static Optional<String> lack() {
    Optional<Integer> version = nodeVersion();
    return version.filter(found -> found >= OLDEST).isPresent()
        ? Optional.empty()
        : Optional.of(
            "This test needs Node.js "
                + OLDEST
                + " or newer with npm; "
                + version.map(found -> "there is " + found).orElse("there is none"));
  }

  /** Whether tests must fail rather than be skipped where there is no Node.js. */
  static boolean required() {
    return System.getenv(REQUIRED) != null;
  }

  private static Optional<Integer> nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      String said = new String(node.getInputStream().readAllBytes()).strip();
      return said.matches("v\\d+\\..*")
          ? Optional.of(Integer.valueOf(said.substring(1, said.indexOf('.'))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path install() {
    try {
      Files.createDirectories(FOLDER);
      Path lock = FOLDER.resolve(LOCK);
      Path done = FOLDER.resolve("node_modules/.installed");
      boolean current =
          Files.exists(done)
              && Files.exists(lock)
              && Files.mismatch(SOURCES.resolve(LOCK), lock) == -1;
      try (Stream<Path> sources = Files.list(SOURCES)) {
        for (Path source : sources.filter(Files::isRegularFile).toList()) {
          Files.copy(
              source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (!current) {
        run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        Files.writeString(done, "");
      }
      return FOLDER.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> command) throws IOException {
    Path output = FOLDER.resolve("npm.out");
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command) + " failed:\n" + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted during " + command, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
