package dev.runnel.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.zip.ZipException;

/**
 * What can be told of a plugin without loading it.
 *
 * @param sharing what its manifest says
 * @param bundlesHttp whether it brings the HTTP support
 * @param version as its manifest says
 */
record PluginContents(Sharing sharing, boolean bundlesHttp, Optional<String> version) {
  static final String SERVICES = "META-INF/services/" + Provider.class.getName();

  /** A thousand times what one holds that names a class. */
  private static final int MOST_SERVICES_BYTES = 64 * 1024;

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
      try (PluginEntry opened = PluginEntry.open(entry)) {
        http |= opened.has(HTTP);
        if (!services && opened.has(SERVICES)) {
          services = true;
          check(plugin, opened.start(SERVICES, MOST_SERVICES_BYTES + 1));
          attributes = opened.attributes();
        }
      } catch (IOException e) {
        throw new BrokenPluginException(entry, unreadable(entry, e));
      } catch (SecurityException e) {
        throw new BrokenPluginException(
            entry, "it was changed after it was signed (" + e.getMessage() + "); fetch it anew");
      }
    }
    if (!services) {
      throw new BrokenPluginException(
          plugin.path(), "it names no provider: there is no " + SERVICES + " in it");
    }
    return new PluginContents(
        sharing(plugin, attributes),
        http,
        Optional.ofNullable(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)));
  }

  private static Sharing sharing(Plugin plugin, Attributes attributes) {
    String shares = Optional.ofNullable(attributes.getValue(Sharing.ATTRIBUTE)).orElse("");
    return Sharing.of(shares)
        .orElseThrow(
            () ->
                new BrokenPluginException(
                    plugin.path(),
                    "its manifest says "
                        + Sharing.ATTRIBUTE
                        + ": "
                        + shares
                        + ", and that can be http or none"));
  }

  /** What names nobody would not be loaded, and nobody would be told. */
  private static void check(Plugin plugin, byte[] services) {
    if (services.length > MOST_SERVICES_BYTES) {
      throw new BrokenPluginException(
          plugin.path(), "its " + SERVICES + " is no list of classes: it is far too long");
    }
    boolean empty =
        new String(services, UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", ""))
            .allMatch(String::isBlank);
    if (empty) {
      throw new BrokenPluginException(
          plugin.path(), "it names no provider: its " + SERVICES + " is empty");
    }
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
}
