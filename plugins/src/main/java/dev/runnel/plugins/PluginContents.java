package dev.runnel.plugins;

import dev.runnel.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a plugin without loading it.
 *
 * @param sharing what its manifest says
 * @param bundlesHttp whether it brings the HTTP support
 * @param version as its manifest says
 */
record PluginContents(Sharing sharing, boolean bundlesHttp, Optional<String> version) {
  static final String SERVICES = "META-INF/services/" + Provider.class.getName();
  private static final String HTTP = "dev/runnel/http/HttpTransport.class";

  /**
   * Looks into each of its jars.
   *
   * @throws BrokenPluginException when it cannot be loaded at all
   */
  static PluginContents of(Plugin plugin) {
    if (plugin.defect().isPresent()) {
      throw new BrokenPluginException(plugin.path(), plugin.defect().get());
    }
    boolean services = false;
    boolean http = false;
    Attributes attributes = new Attributes();
    for (Path entry : plugin.entries()) {
      try (Opened opened = Opened.of(entry)) {
        http |= opened.has(HTTP);
        if (!services && opened.has(SERVICES)) {
          services = true;
          attributes = opened.attributes();
        }
      } catch (IOException e) {
        throw new BrokenPluginException(entry, unreadable(entry, e));
      }
    }
    if (!services) {
      throw new BrokenPluginException(
          plugin.path(), "it names no provider: there is no " + SERVICES + " in it");
    }
    String shares = Optional.ofNullable(attributes.getValue(Sharing.ATTRIBUTE)).orElse("");
    Sharing sharing =
        Sharing.of(shares)
            .orElseThrow(
                () ->
                    new BrokenPluginException(
                        plugin.path(),
                        "its manifest says "
                            + Sharing.ATTRIBUTE
                            + ": "
                            + shares
                            + ", and that can be http or none"));
    return new PluginContents(
        sharing,
        http,
        Optional.ofNullable(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)));
  }

  private static String unreadable(Path jar, IOException error) {
    if (error instanceof ZipException && Files.isReadable(jar)) {
      return startsAsJar(jar)
          ? "it is cut short or damaged (" + error.getMessage() + "); fetch it anew"
          : "it is no jar (" + error.getMessage() + "); fetch it anew";
    }
    return "it cannot be read (" + error + ")";
  }

  private static boolean startsAsJar(Path jar) {
    try (InputStream bytes = Files.newInputStream(jar)) {
      return bytes.read() == 'P' && bytes.read() == 'K';
    } catch (IOException e) {
      return false;
    }
  }

  /** A jar, or a folder of classes. */
  private record Opened(Path folder, @Nullable JarFile jar) implements AutoCloseable {
    static Opened of(Path entry) throws IOException {
      return new Opened(entry, Files.isDirectory(entry) ? null : new JarFile(entry.toFile()));
    }

    boolean has(String name) {
      return jar == null ? Files.exists(folder.resolve(name)) : jar.getEntry(name) != null;
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
}
