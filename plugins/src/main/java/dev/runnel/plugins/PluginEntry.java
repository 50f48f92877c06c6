package dev.runnel.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What a plugin's classes are loaded from, opened: a jar, or a folder of classes. */
record PluginEntry(Path folder, @Nullable JarFile jar) implements AutoCloseable {
  static PluginEntry open(Path entry) throws IOException {
    return new PluginEntry(entry, Files.isDirectory(entry) ? null : new JarFile(entry.toFile()));
  }

  boolean has(String name) {
    return jar == null ? Files.exists(folder.resolve(name)) : jar.getEntry(name) != null;
  }

  /** So many bytes of what it has, or all where they are fewer. */
  byte[] start(String name, int most) throws IOException {
    try (InputStream bytes =
        jar == null
            ? Files.newInputStream(folder.resolve(name))
            : jar.getInputStream(jar.getEntry(name))) {
      return bytes.readNBytes(most);
    }
  }

  Attributes attributes() throws IOException {
    @Nullable Manifest manifest = jar == null ? ofFolder() : jar.getManifest();
    return manifest == null ? new Attributes() : manifest.getMainAttributes();
  }

  private @Nullable Manifest ofFolder() throws IOException {
    Path file = folder.resolve(JarFile.MANIFEST_NAME);
    if (!Files.exists(file)) {
      return null;
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return new Manifest(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }
}
