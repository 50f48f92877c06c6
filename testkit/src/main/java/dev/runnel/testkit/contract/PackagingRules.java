package dev.runnel.testkit.contract;

import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chapter 10: discovery and packaging, of the jar or folder that the provider's class is in. */
interface PackagingRules extends Chapter {
  @Test
  default void rule_10_1_theServicesFileNamesTheProvider() throws IOException {
    Ground on = ground();
    String name = "META-INF/services/" + Provider.class.getName();
    String type = on.provider().getClass().getName();
    try (Packaged packaged = on.packaged()) {
      Path services = packaged.file(name);
      on.expect(name + " is there", Files.exists(services), () -> "it is not in " + packaged);
      on.expect(
          name + " names " + type,
          Files.readAllLines(services).stream()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .anyMatch(type::equals),
          () -> "it holds " + lines(services));
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(String.valueOf(e));
    }
  }

  @Test
  default void rule_10_2_itIsMadeWithoutArguments() throws ReflectiveOperationException {
    Ground on = ground();
    Class<?> type = on.provider().getClass();
    boolean made =
        Modifier.isPublic(type.getModifiers())
            && java.util.Arrays.stream(type.getConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);

    on.expect(
        "a public class with a public constructor without parameters, for ServiceLoader",
        made,
        () -> type.getName() + " has " + List.of(type.getDeclaredConstructors()));
    Provider fresh = (Provider) type.getConstructor().newInstance();
    on.expect(
        "a provider that ServiceLoader makes has the same id",
        fresh.describe().id().equals(on.description().id()),
        () -> "it has the id " + fresh.describe().id());
  }

  @Test
  default void rule_10_3_itDescribesItselfTheSameEveryTime() {
    Ground on = ground();
    ProviderDescription again = on.provider().describe();

    on.expect(
        shown(on.description()),
        shown(again).equals(shown(on.description())),
        () -> "the next time it was " + shown(again));
  }

  private static String shown(ProviderDescription description) {
    return description.id()
        + ", "
        + description.displayName()
        + ", "
        + description.homepage()
        + ", "
        + description.options()
        + ", "
        + description.authentication()
        + ", "
        + description.capabilities();
  }

  @Test
  default void rule_10_4_itSaysWhichSpiItWasBuiltFor() {
    Ground on = ground();

    on.expect(
        "the SPI generation " + Provider.SPI_GENERATION,
        on.description().spiGeneration() == Provider.SPI_GENERATION,
        () -> "it says " + on.description().spiGeneration());
  }

  @Test
  default void rule_10_5_theModuleProvidesTheProvider() throws IOException {
    Ground on = ground();
    String type = on.provider().getClass().getName();
    try (Packaged packaged = on.packaged()) {
      Path file = packaged.file("module-info.class");
      if (!Files.exists(file)) {
        on.skip("there is no module-info.class");
      }
      ModuleDescriptor module;
      try (InputStream bytes = Files.newInputStream(file)) {
        module = ModuleDescriptor.read(bytes);
      }
      on.expect(
          "the module provides " + Provider.class.getName() + " with " + type,
          module.provides().stream()
              .anyMatch(
                  provides ->
                      provides.service().equals(Provider.class.getName())
                          && provides.providers().contains(type)),
          () -> module.name() + " provides " + module.provides());
    }
  }

  @Test
  default void rule_10_6_coreIsNotPackedAlong() throws IOException {
    Ground on = ground();
    try (Packaged packaged = on.packaged()) {
      List<String> cores =
          packaged.names().stream()
              .filter(name -> name.matches("(.*/)?dev/runnel/(api|spi|guard|discovery)/.*"))
              .toList();
      on.expect(
          "core comes from its own jar, once for all providers",
          cores.isEmpty(),
          () -> "packed along: " + cores);
    }
  }

  @Test
  default void rule_10_7_itIsNoLargerThanItSaid() throws IOException {
    Ground on = ground();
    try (Packaged packaged = on.packaged()) {
      long bytes = packaged.bytes();
      on.expect(
          "at most " + on.largest() + " bytes, as largestPackage() says",
          bytes <= on.largest(),
          () -> packaged + " has " + bytes);
    }
  }

  @Test
  default void rule_10_8_nothingStrayIsPackedAlong() throws IOException {
    Ground on = ground();
    String home = on.provider().getClass().getPackageName().replace('.', '/') + "/";
    try (Packaged packaged = on.packaged()) {
      List<String> stray =
          packaged.names().stream()
              .filter(name -> !name.endsWith(".class"))
              .filter(name -> !name.startsWith("META-INF/") || isKey(name))
              .filter(name -> !name.startsWith(home) || isKey(name))
              .toList();
      on.expect(
          "classes, META-INF and resources of the provider's own package, and no keys",
          stray.isEmpty(),
          () -> "also there: " + stray);
    }
  }

  private static boolean isKey(String name) {
    return Set.of(".pem", ".key", ".p12", ".jks", ".env").stream().anyMatch(name::endsWith);
  }

  @Test
  default void rule_10_9_everyOptionIsExplained() {
    Ground on = ground();
    List<String> unexplained =
        on.description().options().stream()
            .filter(option -> option.description().isBlank())
            .<String>map(Option::name)
            .toList();

    on.expect(
        "a sentence for the user of each option",
        unexplained.isEmpty(),
        () -> "without one: " + unexplained);
  }
}
