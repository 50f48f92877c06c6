package dev.runnel.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes and resources of one plugin. The addresses of resources that it gives are read
 * without the JDK's cache of open jars: that one would keep jars open after this is closed, and
 * would show an old jar where a new one has taken its place.
 */
final class PluginClassLoader extends URLClassLoader {
  private static final URLStreamHandler UNCACHED =
      new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL address) throws IOException {
          URLConnection connection = new URL(address.toExternalForm()).openConnection();
          connection.setUseCaches(false);
          return connection;
        }
      };

  static {
    registerAsParallelCapable();
  }

  /** A loader; opens nothing yet. */
  PluginClassLoader(Plugin plugin, ClassLoader parent) {
    super(nameOf(plugin), addresses(plugin.entries()), parent);
  }

  /** By which stack traces tell a plugin's classes. */
  static String nameOf(Plugin plugin) {
    return "plugin " + plugin.name();
  }

  private static URL[] addresses(List<Path> entries) {
    return entries.stream().map(PluginClassLoader::address).toArray(URL[]::new);
  }

  private static URL address(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    @Nullable URL found = super.findResource(name);
    return found == null ? null : uncached(found);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    List<URL> found = new ArrayList<>();
    for (URL one : Collections.list(super.findResources(name))) {
      found.add(uncached(one));
    }
    return Collections.enumeration(found);
  }

  private static URL uncached(URL address) {
    if (!address.getProtocol().equals("jar")) {
      return address;
    }
    try {
      return new URL(null, address.toExternalForm(), UNCACHED);
    } catch (MalformedURLException e) {
      return address;
    }
  }
}
