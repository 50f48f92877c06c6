package dev.runnel.discovery;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider's class came from.
 *
 * @param className the provider's class, or the name that a services file gave
 * @param location the jar or folder, where it is known
 * @param version the module's version or the jar's {@link Attributes.Name#IMPLEMENTATION_VERSION},
 *     where either is known
 */
public record ProviderSource(String className, Optional<URI> location, Optional<String> version) {
  public ProviderSource {
    requireNonNull(className, "className is null");
    requireNonNull(location, "location is null");
    requireNonNull(version, "version is null");
  }

  static ProviderSource of(Class<?> type) {
    return new ProviderSource(type.getName(), locationOf(type), versionOf(type));
  }

  /** The jar's file name, a path, or "an unknown place". */
  public String jar() {
    return location.map(ProviderSource::fileName).orElse("an unknown place");
  }

  private static String fileName(URI uri) {
    try {
      Path path = Path.of(uri);
      Path name = path.getFileName();
      return name != null && path.toString().endsWith(".jar") ? name.toString() : path.toString();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return uri.toString();
    }
  }

  private static Optional<URI> locationOf(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    @Nullable URL url = source == null ? null : source.getLocation();
    try {
      return url == null ? Optional.empty() : Optional.of(url.toURI());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> versionOf(Class<?> type) {
    Optional<String> manifest = Optional.ofNullable(type.getPackage().getImplementationVersion());
    return manifest.isPresent()
        ? manifest
        : Optional.ofNullable(type.getModule().getDescriptor())
            .flatMap(java.lang.module.ModuleDescriptor::rawVersion);
  }
}
