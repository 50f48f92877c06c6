package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One pass over what {@link ServiceLoader} finds, provider by provider, so that a broken one is
 * kept apart and stops nobody.
 */
final class Discovery {
  /** A loader that fails over and over without moving on is given up after this many failures. */
  private static final int MOST_FAILURES = 1_000;

  private static final String UNKNOWN = "unknown";

  private final ClassLoader loader;
  private final ServicesFiles files;
  private final Map<String, String> preferred;
  private final Set<Provider> added;
  private final List<FoundProvider> candidates = new ArrayList<>();
  private final List<QuarantinedProvider> quarantined = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Throwable> nameless = new LinkedHashMap<>();

  private Discovery(ClassLoader loader, Map<String, String> preferred, Set<Provider> added) {
    this.loader = loader;
    this.files = ServicesFiles.read(loader);
    this.preferred = preferred;
    this.added = added;
  }

  /**
   * Runs a pass.
   *
   * @param preferred which class or jar wins where two providers have one id
   * @param added providers that need not be looked for; each wins over what is found under its id
   * @param looking whether any others are looked for
   */
  static Discovery run(
      ClassLoader loader, Map<String, String> preferred, List<Provider> added, boolean looking) {
    Discovery discovery = new Discovery(loader, preferred, Set.copyOf(added));
    added.forEach(discovery::examine);
    if (looking) {
      discovery.load(ServiceLoader.load(Provider.class, loader).iterator());
      discovery.explainNameless();
      discovery.reportUnreadableJars();
    }
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
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        // Both methods throw all of these: a services file that cannot be read, a class that is
        // missing, too new, or whose constructor throws; a loader that is closed.
        failures++;
        noteUnloadable(e);
        continue;
      }
      seen.add(provider.getClass().getName());
      examine(provider);
    }
  }

  private void examine(Provider provider) {
    ProviderSource source = ProviderSource.of(provider.getClass());
    ProviderDescription description;
    try {
      description = Objects.requireNonNull(provider.describe(), "describe() gave null");
    } catch (Throwable thrown) { // foreign code: nothing of it may stop the others
      quarantine(
          Optional.empty(),
          source,
          "when it was to describe itself, " + LoadFailure.explain(thrown),
          thrown);
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

  private void noteUnloadable(Throwable error) {
    String message = String.valueOf(error.getMessage());
    Optional<String> className =
        files.classNamedIn(message).or(() -> ModuleProviders.classNamedIn(message));
    Optional<URI> place = ServicesFiles.placeNamedIn(message);
    if (className.isPresent()) {
      quarantineUnloadable(className.get(), error);
    } else if (place.isPresent()) {
      quarantine(
          Optional.empty(),
          new ProviderSource(UNKNOWN, place, Optional.empty()),
          LoadFailure.explain(error),
          error);
    } else {
      nameless.putIfAbsent(error.toString(), error);
    }
  }

  /**
   * An error that does not say whose it is (a missing superclass names only itself) is everyone's
   * who was named and not seen: their classes are loaded once more, one by one.
   */
  private void explainNameless() {
    if (nameless.isEmpty()) {
      return;
    }
    for (String className : files.classNames()) {
      if (!seen.contains(className)) {
        try {
          Object unused = Class.forName(className, false, loader).getConstructor();
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
          nameless.remove(e.toString());
          quarantineUnloadable(className, e);
        }
      }
    }
    nameless
        .values()
        .forEach(
            error ->
                quarantine(
                    Optional.empty(),
                    new ProviderSource(UNKNOWN, Optional.empty(), Optional.empty()),
                    LoadFailure.explain(error),
                    error));
  }

  private void reportUnreadableJars() {
    UnreadableJars.of(loader)
        .forEach(
            (jar, error) ->
                quarantine(
                    Optional.empty(),
                    new ProviderSource(UNKNOWN, Optional.of(jar), Optional.empty()),
                    "it is no readable jar (" + error.getMessage() + "); fetch it anew",
                    error));
  }

  private void quarantineUnloadable(String className, Throwable error) {
    if (seen.add(className)) {
      quarantine(Optional.empty(), sourceOf(className), LoadFailure.explain(error), error);
    }
  }

  private ProviderSource sourceOf(String className) {
    try {
      return ProviderSource.of(Class.forName(className, false, loader));
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return new ProviderSource(
          className,
          files.placeOf(className).or(() -> ModuleProviders.placeOf(className)),
          Optional.empty());
    }
  }

  private void settleDuplicates() {
    candidates.sort(Comparator.comparing(FoundProvider::id).thenComparing(Discovery::place));
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
        rivals.stream()
            .filter(rival -> isPreferred(id, rival))
            .findFirst()
            .or(() -> rivals.stream().filter(this::wasAdded).findFirst())
            .orElse(rivals.get(0));
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

  private boolean wasAdded(FoundProvider rival) {
    return added.contains(rival.provider());
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
