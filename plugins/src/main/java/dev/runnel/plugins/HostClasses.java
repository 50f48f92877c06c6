package dev.runnel.plugins;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a plugin sees of the program: the JDK, and exactly the packages that callers and authors
 * share, with their sub-packages. No services file of the program is among that, so that nobody
 * finds the program's providers through a plugin.
 */
final class HostClasses extends ClassLoader {
  /** Ending in a dot: {@code dev.runnel.apiary} is none of ours. */
  private static final Set<String> SHARED = Set.of("dev.runnel.api.", "dev.runnel.spi.");

  /** What the module {@code dev.runnel.http} exports; no type of a library is in its signatures. */
  private static final Set<String> HTTP =
      Set.of(
          "dev.runnel.http",
          "dev.runnel.http.decode",
          "dev.runnel.http.json",
          "dev.runnel.http.openai");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;
  private final boolean http;

  /**
   * What a plugin sees of a program.
   *
   * @param host loads the program's classes
   * @param http whether the HTTP support is shared as well
   */
  HostClasses(ClassLoader host, boolean http) {
    super("runnel", ClassLoader.getPlatformClassLoader());
    this.host = host;
    this.http = http;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (shares(name)) {
      return host.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return shares(name.replace('/', '.')) ? host.getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return shares(name.replace('/', '.'))
        ? host.getResources(name)
        : Collections.emptyEnumeration();
  }

  private boolean shares(String name) {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      return true;
    }
    int end = name.lastIndexOf('.');
    return http && end > 0 && HTTP.contains(name.substring(0, end));
  }
}
