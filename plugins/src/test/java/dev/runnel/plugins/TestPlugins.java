package dev.runnel.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Jars for tests of other packages. */
public final class TestPlugins {
  private TestPlugins() {}

  /** One whose provider has this id, and is of this version. */
  public static Path jar(Path path, String id, String version) throws IOException {
    return provider(id, version).jar(path);
  }

  /** The same, with what Maven writes into a jar. */
  public static Path ofMaven(Path path, String id, String coordinate) throws IOException {
    String[] parts = coordinate.split(":");
    return provider(id, parts[2])
        .entry(
            "META-INF/maven/" + parts[0] + "/" + parts[1] + "/pom.properties",
            "groupId=%s\nartifactId=%s\nversion=%s\n".formatted(parts[0], parts[1], parts[2]))
        .jar(path);
  }

  /** One that needs a class that is not there. */
  public static Path lacking(Path path) throws IOException {
    Workshop workshop =
        Workshop.provider(
                "acme.Acme",
                Sources.answering(
                    "acme.Acme", "acme", "0", "lib.Needed needed = new lib.Needed();"))
            .source("lib.Needed", "package lib; public class Needed {}");
    var contents = workshop.contents();
    contents.remove("lib/Needed.class");
    return workshop.jar(path, contents);
  }

  /** One without a provider. */
  public static Path library(Path path, String version) throws IOException {
    return new Workshop().jar(path, Map.of("lib/version.txt", version.getBytes(UTF_8)));
  }

  private static Workshop provider(String id, String version) {
    return Workshop.provider("acme.Acme", Sources.answering("acme.Acme", id, "\"Hello\""))
        .attribute("Implementation-Version", version);
  }
}
