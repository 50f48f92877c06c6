package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which module of the module path names which provider class, for classes that do not load. */
final class ModuleProviders {
  private ModuleProviders() {}

  /** The class that a message of the loader names, if a module names it. */
  static Optional<String> classNamedIn(String message) {
    return references()
        .flatMap(ModuleProviders::classes)
        .filter(message::contains)
        .max(Comparator.comparingInt(String::length));
  }

  /** The jar or folder of the module that names a class. */
  static Optional<URI> placeOf(String className) {
    return references()
        .filter(reference -> classes(reference).anyMatch(className::equals))
        .findFirst()
        .flatMap(ModuleReference::location);
  }

  private static Stream<ModuleReference> references() {
    return ModuleLayer.boot().configuration().modules().stream().map(ResolvedModule::reference);
  }

  private static Stream<String> classes(ModuleReference reference) {
    return reference.descriptor().provides().stream()
        .filter(provides -> provides.service().equals(Provider.class.getName()))
        .flatMap(provides -> provides.providers().stream());
  }
}
