package dev.runnel.discovery;

import dev.runnel.spi.ContextLoader;
import dev.runnel.spi.Provider;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One pass over what {@link ServiceLoader} finds in one class loader, provider by provider, so that
 * a broken one is kept apart and stops nobody.
 */
final class LoaderPass {
  /** A loader that fails over and over without moving on is given up after this many failures. */
  private static final int MOST_FAILURES = 1_000;

  private static final String UNKNOWN = "unknown";

  private final ClassLoader loader;
  private final UnaryOperator<Provider> entrance;
  private final Findings findings;
  private final ServicesFiles files;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Throwable> nameless = new LinkedHashMap<>();

  private LoaderPass(ProviderPlace place, Findings findings) {
    this.loader = place.loader();
    this.entrance = place.entrance();
    this.findings = findings;
    this.files = ServicesFiles.read(loader);
  }

  /** Looks in one place, in its own context, and tells what is there by class name. */
  static void run(ProviderPlace place, Findings all) {
    Findings findings = new Findings();
    LoaderPass pass = new LoaderPass(place, findings);
    ContextLoader.run(place.loader(), pass::run);
    findings.candidates().sort(Comparator.comparing(LoaderPass::place));
    all.add(findings);
  }

  private void run() {
    load(ServiceLoader.load(Provider.class, loader).iterator());
    explainNameless();
    reportUnreadableJars();
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
      findings.examine(provider, entrance);
    }
  }

  private void noteUnloadable(Throwable error) {
    String message = String.valueOf(error.getMessage());
    Optional<String> className =
        files.classNamedIn(message).or(() -> ModuleProviders.classNamedIn(message));
    Optional<URI> place = ServicesFiles.placeNamedIn(message);
    if (className.isPresent()) {
      quarantineUnloadable(className.get(), error);
    } else if (place.isPresent()) {
      findings.quarantine(
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
                findings.quarantine(
                    Optional.empty(),
                    new ProviderSource(UNKNOWN, Optional.empty(), Optional.empty()),
                    LoadFailure.explain(error),
                    error));
  }

  private void reportUnreadableJars() {
    UnreadableJars.of(loader)
        .forEach(
            (jar, error) ->
                findings.quarantine(
                    Optional.empty(),
                    new ProviderSource(UNKNOWN, Optional.of(jar), Optional.empty()),
                    "it is no readable jar (" + error.getMessage() + "); fetch it anew",
                    error));
  }

  private void quarantineUnloadable(String className, Throwable error) {
    if (seen.add(className)) {
      findings.quarantine(Optional.empty(), sourceOf(className), LoadFailure.explain(error), error);
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

  private static String place(FoundProvider provider) {
    return provider.source().className() + " " + provider.source().jar();
  }
}
