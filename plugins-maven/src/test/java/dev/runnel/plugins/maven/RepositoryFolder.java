package dev.runnel.plugins.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A Maven repository as a folder, written by hand. */
final class RepositoryFolder {
  private final Path root;

  RepositoryFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** A jar that needs these: each {@code group:artifact:version[:scope[:optional]]}. */
  RepositoryFolder jar(String coordinate, String... needs) throws IOException {
    return sharing("", coordinate, needs);
  }

  /** The same, with a line in the manifest. */
  RepositoryFolder sharing(String shares, String coordinate, String... needs) throws IOException {
    Path stem = stem(coordinate);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Name-Of-It", coordinate);
    if (!shares.isEmpty()) {
      manifest.getMainAttributes().putValue("Runnel-Shares", shares);
    }
    Path jar = Path.of(stem + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.flush();
    }
    signed(jar);
    pom(coordinate, "jar", needs);
    return this;
  }

  RepositoryFolder pom(String coordinate, String packaging, String... needs) throws IOException {
    String[] parts = coordinate.split(":");
    StringBuilder dependencies = new StringBuilder();
    for (String need : needs) {
      String[] of = need.split(":");
      dependencies.append(
          """
          <dependency>
            <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
            <scope>%s</scope><optional>%s</optional>
          </dependency>
          """
              .formatted(of[0], of[1], of[2], of.length > 3 ? of[3] : "compile", of.length > 4));
    }
    Path pom = Path.of(stem(coordinate) + ".pom");
    Files.writeString(
        pom,
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
          <packaging>%s</packaging>
          <repositories>
            <repository><id>evil</id><url>http://repository.of.the.plugin.invalid/</url></repository>
          </repositories>
          <dependencies>%s</dependencies>
        </project>
        """
            .formatted(parts[0], parts[1], parts[2], packaging, dependencies));
    signed(pom);
    return this;
  }

  /** A POM that says that the artifact is called otherwise now, in the same version. */
  RepositoryFolder moved(String coordinate, String artifact) throws IOException {
    pom(coordinate, "jar");
    Path pom = Path.of(stem(coordinate) + ".pom");
    Files.writeString(
        pom,
        Files.readString(pom)
            .replace(
                "</project>",
                "<distributionManagement><relocation><artifactId>"
                    + artifact
                    + "</artifactId></relocation></distributionManagement></project>"));
    signed(pom);
    return this;
  }

  /** Says which versions there are. */
  RepositoryFolder versions(String identity, String... versions) throws IOException {
    String[] parts = identity.split(":");
    Path file = root.resolve(parts[0].replace('.', '/')).resolve(parts[1]);
    Path metadata = Files.createDirectories(file).resolve("maven-metadata.xml");
    Files.writeString(
        metadata,
        """
        <metadata><groupId>%s</groupId><artifactId>%s</artifactId>
          <versioning><versions><version>%s</version></versions></versioning>
        </metadata>
        """
            .formatted(parts[0], parts[1], String.join("</version><version>", List.of(versions))));
    signed(metadata);
    return this;
  }

  /** Path and name of an artifact's files, without the suffix; its folder is made. */
  Path stem(String coordinate) throws IOException {
    String[] parts = coordinate.split(":");
    Path folder = root.resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(parts[2]);
    return Files.createDirectories(folder).resolve(parts[1] + "-" + parts[2]);
  }

  static void signed(Path file) throws IOException {
    Files.writeString(Path.of(file + ".sha1"), sha1(Files.readAllBytes(file)));
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
