package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <mirrors>
            <mirror><id>downloaded</id><mirrorOf>*,!built</mirrorOf><url>%s</url></mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>built</id>
              <repositories>
                <repository><id>built</id><url>%s</url></repository>
              </repositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                Path.of(System.getProperty("runnel.maven.repository")).toUri(),
                repository.toUri()));
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
}
