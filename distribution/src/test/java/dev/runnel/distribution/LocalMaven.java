package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Maven of this build, for a project outside of it: what this build has made is in one
 * repository, what it has downloaded in another, and there is no third. Nothing is installed where
 * the user keeps his own.
 */
final class LocalMaven {
  /** What a provider is built with, by module. */
  private static final Map<String, String> BUILT =
      Map.of(
          "", "runnel-parent",
          "core", "runnel-core",
          "http", "runnel-http",
          "sandbox", "runnel-sandbox",
          "testkit", "runnel-testkit");

  private final Path folder;
  private final Path settings;

  LocalMaven(Path folder) throws IOException {
    this.folder = folder;
    Path repository = folder.resolve("repository");
    for (Map.Entry<String, String> each : BUILT.entrySet()) {
      publish(repository, Path.of("..", each.getKey()), each.getValue());
    }
    settings = settings(folder.resolve("settings.xml"), "built", repository.toUri().toString());
  }

  /**
   * Writes settings for somebody who has one more repository, and for all others what this build
   * has downloaded.
   */
  void settingsOf(Path home, String id, String address) throws IOException {
    settings(Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"), id, address);
  }

  private static Path settings(Path file, String id, String address) throws IOException {
    return Files.writeString(
        file,
        """
        <settings>
          <mirrors>
            <mirror><id>downloaded</id><mirrorOf>*,!%1$s</mirrorOf><url>%2$s</url></mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>%1$s</id>
              <repositories>
                <repository><id>%1$s</id><url>%3$s</url></repository>
              </repositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>%1$s</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                id, Path.of(System.getProperty("runnel.maven.repository")).toUri(), address));
  }

  Program.Result run(Path project, String... goals) {
    List<Object> command =
        Stream.of(
                Stream.of(System.getProperty("runnel.maven"), "-q", "-B"),
                Stream.of("-s", settings, "-gs", settings),
                Stream.of("-Dmaven.repo.local=" + folder.resolve("local")),
                Stream.of(goals))
            .<Object>flatMap(arguments -> arguments)
            .toList();
    return Program.of(command.toArray())
        .in(project)
        .with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .run();
  }

  private static void publish(Path repository, Path module, String artifact) throws IOException {
    String version = System.getProperty("runnel.version");
    Path place =
        Files.createDirectories(
            repository.resolve("dev/runnel").resolve(artifact).resolve(version));
    Files.copy(module.resolve("pom.xml"), place.resolve(artifact + "-" + version + ".pom"));
    Path jar = module.resolve("target").resolve(artifact + "-" + version + ".jar");
    if (!artifact.equals("runnel-parent")) {
      assertThat(jar).isRegularFile();
      Files.copy(jar, place.resolve(jar.getFileName().toString()));
    }
  }

  /** As {@code mvn deploy} does: with checksums, and the list of versions. */
  static void publish(Path repository, String coordinate, Path pom, Path jar) throws IOException {
    String[] parts = coordinate.split(":");
    Path artifact = repository.resolve(parts[0].replace('.', '/')).resolve(parts[1]);
    Path place = Files.createDirectories(artifact.resolve(parts[2]));
    String stem = parts[1] + "-" + parts[2];
    signed(Files.copy(pom, place.resolve(stem + ".pom")));
    signed(Files.copy(jar, place.resolve(stem + ".jar")));
    signed(
        Files.writeString(
            artifact.resolve("maven-metadata.xml"),
            "<metadata><versioning><versions><version>%s</version></versions></versioning></metadata>"
                .formatted(parts[2])));
  }

  private static void signed(Path file) throws IOException {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
      Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
