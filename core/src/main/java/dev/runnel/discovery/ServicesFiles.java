package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which jar's services file names which class. {@link java.util.ServiceLoader} does not tell this of
 * a provider that fails to load, and its user must know the jar.
 */
final class ServicesFiles {
  static final String PATH = "META-INF/services/" + Provider.class.getName();

  private final Map<String, URI> jarByClass = new LinkedHashMap<>();

  private ServicesFiles() {}

  static ServicesFiles read(ClassLoader loader) {
    ServicesFiles files = new ServicesFiles();
    try {
      for (URL file : Collections.list(loader.getResources(PATH))) {
        files.readOne(file);
      }
    } catch (IOException e) {
      return files; // the loader itself will report what it cannot read
    }
    return files;
  }

  private void readOne(URL file) {
    Optional<URI> jar = jarOf(file.toString());
    if (jar.isEmpty()) {
      return;
    }
    try {
      URLConnection connection = file.openConnection();
      connection.setUseCaches(false); // a cached jar file would stay open and locked
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String name = line.replaceFirst("#.*", "").strip();
          if (!name.isEmpty()) {
            jarByClass.putIfAbsent(name, jar.get());
          }
        }
      }
    } catch (IOException e) {
      return; // as above
    }
  }

  /** The class that a message of the loader names, if it is one of these files' classes. */
  Optional<String> classNamedIn(String message) {
    return jarByClass.keySet().stream()
        .filter(name -> message.contains(name) || message.contains(name.replace('.', '/')))
        .max(java.util.Comparator.comparingInt(String::length));
  }

  Optional<URI> jar(String className) {
    return Optional.ofNullable(jarByClass.get(className));
  }

  /** The jar or folder that a services file's address or a message names. */
  static Optional<URI> jarOf(String text) {
    int end = text.indexOf(PATH);
    if (end < 0) {
      return Optional.empty();
    }
    String before = text.substring(0, end);
    int start = Math.max(before.lastIndexOf("jar:") + 4, before.lastIndexOf("file:"));
    String address = before.substring(Math.max(0, Math.min(start, before.length())));
    if (address.endsWith("!/")) {
      address = address.substring(0, address.length() - 2);
    }
    try {
      URI uri = new URI(address);
      return uri.isAbsolute() ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
