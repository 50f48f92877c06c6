package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One pass over what {@link ServiceLoader} finds, provider by provider, so that a broken one is kept
 * apart and stops nobody.
 */
final class Discovery {
  /** A loader that fails over and over without moving on is given up after this many failures. */
  private static final int MOST_FAILURES = 1_000;

  private final ServicesFiles files;
  private final Map<String, String> preferred;
  private final List<FoundProvider> candidates = new ArrayList<>();
  private final List<QuarantinedProvider> quarantined = new ArrayList<>();

  private Discovery(ServicesFiles files, Map<String, String> preferred) {
    this.files = files;
    this.preferred = preferred;
  }

  /**
   * Runs a pass.
   *
   * @param preferred which class or jar wins where two providers have one id
   */
  static Discovery run(ClassLoader loader, Map<String, String> preferred) {
    Discovery discovery = new Discovery(ServicesFiles.read(loader), preferred);
    discovery.load(ServiceLoader.load(Provider.class, loader).iterator());
    discovery.settleDuplicates();
    return discovery;
  }

  /** The providers that work, by id. */
  List<FoundProvider> found() {
    return candidates;
  }

  List<QuarantinedProvider> quarantined() {
    return quarantined;
  }

  private void load(Iterator<Provider> providers) {
    for (int failures = 0; failures < MOST_FAILURES; ) {
      @Nullable Provider provider;
      try {
        if (!providers.hasNext()) {
          return;
        }
        provider = providers.next();
      } catch (ServiceConfigurationError | LinkageError e) {
        // Both methods throw both: a services file that cannot be read, a class that is missing,
        // too new, or whose constructor throws.
        failures++;
        quarantineUnloadable(e);
        continue;
      }
      examine(provider);
    }
  }

  private void examine(Provider provider) {
    ProviderSource source = ProviderSource.of(provider.getClass());
    ProviderDescription description;
    try {
      description =
          Objects.requireNonNull(provider.describe(), "describe() gave null");
    } catch (Throwable thrown) { // foreign code: nothing of it may stop the others
      quarantine(Optional.empty(), source, "it threw when it was to describe itself: " + thrown, thrown);
      return;
    }
    if (description.spiGeneration() != Provider.SPI_GENERATION) {
      quarantine(
          Optional.of(description.id()),
          source,
          "it was built for SPI generation "
              + description.spiGeneration()
              + " and this is generation "
              + Provider.SPI_GENERATION
              + "; use a version of it that was built for this one",
          null);
      return;
    }
    candidates.add(new FoundProvider(description, source, provider));
  }

  private void quarantineUnloadable(Throwable error) {
    String message = String.valueOf(error.getMessage());
    Optional<String> className = files.classNamedIn(message);
    ProviderSource source =
        new ProviderSource(
            className.orElse("unknown"),
            className.flatMap(files::jar).or(() -> ServicesFiles.jarOf(message)),
            Optional.empty());
    quarantine(Optional.empty(), source, LoadFailure.explain(error), error);
  }

  private void settleDuplicates() {
    candidates.sort(
        Comparator.comparing(FoundProvider::id).thenComparing(Discovery::place));
    Map<String, List<FoundProvider>> byId = new TreeMap<>();
    for (FoundProvider candidate : candidates) {
      byId.computeIfAbsent(candidate.id(), id -> new ArrayList<>()).add(candidate);
    }
    candidates.clear();
    byId.forEach(this::settle);
  }

  @SuppressWarnings("ReferenceEquality") // rivals may be equal; the winner is one of them
  private void settle(String id, List<FoundProvider> rivals) {
    FoundProvider winner =
        rivals.stream().filter(rival -> isPreferred(id, rival)).findFirst().orElse(rivals.get(0));
    candidates.add(winner);
    for (FoundProvider rival : rivals) {
      if (rival != winner) {
        quarantine(
            Optional.of(id),
            rival.source(),
            "two providers have the id '"
                + id
                + "': "
                + name(winner)
                + ", which is used, and "
                + name(rival)
                + "; remove one of them or say which is preferred",
            null);
      }
    }
  }

  private boolean isPreferred(String id, FoundProvider rival) {
    @Nullable String wish = preferred.get(id);
    return wish != null
        && (wish.equals(rival.source().className()) || wish.equals(rival.source().jar()));
  }

  private static String place(FoundProvider provider) {
    return provider.source().className() + " " + provider.source().jar();
  }

  private static String name(FoundProvider provider) {
    return provider.source().className() + " in " + provider.source().jar();
  }

  private void quarantine(
      Optional<String> id, ProviderSource source, String reason, @Nullable Throwable cause) {
    quarantined.add(new QuarantinedProvider(id, source, reason, Optional.ofNullable(cause)));
  }
}
