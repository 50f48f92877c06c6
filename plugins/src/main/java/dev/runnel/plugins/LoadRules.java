package dev.runnel.plugins;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The rules for what a plugin does when it is loaded, connected and let go of. */
final class LoadRules {
  /** How often the collector is asked before a loader counts as held. */
  private static final int COLLECTIONS = 40;

  private static final String NO_JFR = "this Java comes without the flight recorder (jdk.jfr)";

  private final Supplier<Providers.Builder> besides;
  private final List<Finding> findings = new ArrayList<>();

  private LoadRules(Supplier<Providers.Builder> besides) {
    this.besides = besides;
  }

  /**
   * What they say.
   *
   * @param besides the providers whose ids it must not have
   * @param most how long a plugin may take to be loaded, described and connected
   */
  static List<Finding> of(Plugin plugin, Supplier<Providers.Builder> besides, Duration most) {
    LoadRules rules = new LoadRules(besides);
    List<Finding> findings = new ArrayList<>();
    List<WeakReference<ClassLoader>> loaders = List.of();
    Optional<IoWatch> watch = IoWatch.start();
    try {
      loaders = Trial.of(most, plugin, () -> rules.use(plugin));
      findings.addAll(rules.findings);
    } catch (Trial.HangsException e) {
      findings.add(Finding.problem(String.valueOf(e.getMessage())));
    }
    findings.addAll(
        watch
            .map(seen -> IoRules.of(plugin, seen.end()))
            .orElse(List.of(Finding.advice("whether it does I/O was not looked at: " + NO_JFR))));
    watch.ifPresent(IoWatch::close);
    letGo(loaders).ifPresent(findings::add);
    return findings;
  }

  private List<WeakReference<ClassLoader>> use(Plugin plugin) {
    Plugins plugins = Plugins.of(List.of(plugin));
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Providers providers = plugins.addTo(besides.get()).discover()) {
      Set<String> threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread) && !isOfTheJdk(thread))
              .map(Thread::getName)
              .collect(Collectors.toSet());
      PluginStatus status = PluginStatus.of(plugins, providers).get(0);
      status.broken().forEach(one -> findings.add(Finding.problem(one.reason())));
      status.working().forEach(this::describe);
      findings.add(
          threads.isEmpty()
              ? Finding.ok("it starts no thread before it is asked something")
              : Finding.problem("it starts threads when it describes itself: " + threads));
      return status.working().stream().map(LoadRules::loader).toList();
    }
  }

  private static boolean isOfTheJdk(Thread thread) {
    return thread.getClass().getName().startsWith("jdk.")
        || thread.getName().startsWith("JFR ")
        || thread.getThreadGroup() == null
        || thread.getThreadGroup().getName().equals("system");
  }

  private static WeakReference<ClassLoader> loader(FoundProvider provider) {
    return new WeakReference<>(((PluginProvider) provider.provider()).loader());
  }

  private void describe(FoundProvider provider) {
    ProviderDescription description = provider.description();
    findings.add(
        Finding.ok(
            provider.source().className()
                + " is provider '"
                + provider.id()
                + "' for SPI generation "
                + description.spiGeneration()
                + ", and connects"));
    ProviderDescription again = provider.provider().describe();
    findings.add(
        shown(again).equals(shown(description))
            ? Finding.ok("it describes itself the same every time")
            : Finding.problem("it describes itself differently the second time"));
    List<String> unexplained =
        description.options().stream()
            .filter(option -> option.description().isBlank())
            .<String>map(Option::name)
            .toList();
    findings.add(
        unexplained.isEmpty()
            ? Finding.ok("every option is explained")
            : Finding.advice("options without a sentence for their user: " + unexplained));
  }

  private static String shown(ProviderDescription description) {
    return description.id()
        + description.displayName()
        + description.homepage()
        + description.options()
        + description.authentication()
        + description.capabilities();
  }

  /** Whether anything holds what was let go of; empty where that cannot be told. */
  private static Optional<Finding> letGo(List<WeakReference<ClassLoader>> loaders) {
    WeakReference<Object> control = new WeakReference<>(new Object());
    boolean held = !loaders.isEmpty();
    for (int i = 0; held && i < COLLECTIONS; i++) {
      System.gc();
      held = loaders.stream().anyMatch(one -> one.get() != null);
      if (held && !pause()) {
        return Optional.empty();
      }
    }
    if (loaders.isEmpty() || (held && control.get() != null)) {
      return Optional.empty(); // this JVM does not collect when it is asked to
    }
    return Optional.of(
        held
            ? Finding.advice(
                "its class loader is still held after it was let go of: by a thread, a thread"
                    + " local or a cache of the JDK's; a reload would leak it")
            : Finding.ok("nothing holds it after it was let go of"));
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(25);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
