package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which jar's services file names which class. {@link java.util.ServiceLoader} does not tell this
 * of a provider that fails to load, and its user must know the jar.
 */
final class ServicesFiles {
  static final String PATH = "META-INF/services/" + Provider.class.getName();

  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");
  private static final Pattern FILE_ADDRESS =
      Pattern.compile("(file:\\S*?)(?:!/)?" + Pattern.quote(PATH));

  private final Map<String, URI> placeByClass = new LinkedHashMap<>();

  private ServicesFiles() {}

  static ServicesFiles read(ClassLoader loader) {
    ServicesFiles files = new ServicesFiles();
    try {
      for (URL file : Collections.list(loader.getResources(PATH))) {
        files.readOne(file);
      }
    } catch (IOException | RuntimeException e) {
      return files; // the loader itself will report what it cannot read
    }
    return files;
  }

  private void readOne(URL file) {
    try {
      URLConnection connection = file.openConnection();
      connection.setUseCaches(false); // a cached jar file would stay open and locked
      URI place = placeOf(file, connection);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String name = line.replaceFirst("#.*", "").strip();
          if (CLASS_NAME.matcher(name).matches()) {
            placeByClass.putIfAbsent(name, place);
          }
        }
      }
    } catch (IOException | URISyntaxException e) {
      return; // the loader itself will report what it cannot read
    }
  }

  /** The jar or folder that a services file is in. */
  private static URI placeOf(URL file, URLConnection connection) throws URISyntaxException {
    if (connection instanceof JarURLConnection jar) {
      return jar.getJarFileURL().toURI();
    }
    String address = file.toString();
    return new URI(address.substring(0, address.length() - PATH.length()));
  }

  /** The classes that the files name; unmodifiable. */
  Set<String> classNames() {
    return Collections.unmodifiableSet(placeByClass.keySet());
  }

  /** The class that a message of the loader names, if it is one of these files' classes. */
  Optional<String> classNamedIn(String message) {
    return placeByClass.keySet().stream()
        .filter(name -> message.contains(name) || message.contains(name.replace('.', '/')))
        .max(Comparator.comparingInt(String::length));
  }

  /** The jar or folder whose services file names a class. */
  Optional<URI> placeOf(String className) {
    return Optional.ofNullable(placeByClass.get(className));
  }

  /** The jar or folder whose services file a message of the loader names. */
  static Optional<URI> placeNamedIn(String message) {
    Matcher named = FILE_ADDRESS.matcher(message);
    if (!named.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(named.group(1)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
