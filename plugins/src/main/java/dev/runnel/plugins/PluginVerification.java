package dev.runnel.plugins;

import dev.runnel.discovery.Providers;
import dev.runnel.plugins.Finding.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether a jar that somebody was given would do as a plugin: the packaging rules, and a trial in
 * which it is loaded, connected with its defaults and let go of again. That runs its code.
 */
public final class PluginVerification {
  /** Far longer than any takes that does no I/O, also on a machine that has a lot to do. */
  private static final Duration MOST = Duration.ofSeconds(20);

  private PluginVerification() {}

  /**
   * What each rule says, those that look at the jar before those that load it. A plugin that hangs
   * is given up after 20 s.
   */
  public static List<Finding> of(Path jar) {
    return of(jar, MOST);
  }

  /**
   * The same for a provider's jar and what it needs, by itself: whether the program has a provider
   * of its id is not looked at.
   *
   * @param plugin whose first entry is the provider's jar, which is the one that is looked into
   */
  public static List<Finding> alone(Plugin plugin) {
    return of(plugin, () -> Providers.builder().only(), MOST);
  }

  static List<Finding> of(Path jar, Duration most) {
    return of(Plugin.ofJar(jar.toAbsolutePath().normalize()), Providers::builder, most);
  }

  private static List<Finding> of(
      Plugin plugin, Supplier<Providers.Builder> besides, Duration most) {
    try {
      PluginContents contents = PluginContents.of(plugin);
      List<Finding> findings = new ArrayList<>(JarRules.of(plugin.entries().get(0)));
      findings.add(sharing(contents));
      findings.addAll(LoadRules.of(plugin, besides, most));
      return List.copyOf(findings);
    } catch (BrokenPluginException e) {
      return List.of(Finding.problem(String.valueOf(e.getMessage())));
    }
  }

  /** Whether a jar with these findings can be used. */
  public static boolean passed(List<Finding> findings) {
    return findings.stream().noneMatch(one -> one.verdict() == Verdict.PROBLEM);
  }

  private static Finding sharing(PluginContents contents) {
    boolean shares = contents.sharing().sharesHttp(contents.bundlesHttp());
    if (!contents.bundlesHttp()) {
      return Finding.ok(
          shares
              ? "HTTP support, if it needs it, is the program's"
              : "it needs nothing but the API and the SPI");
    }
    return shares
        ? Finding.advice("it brings HTTP support, and asks for the program's, which is used")
        : Finding.ok("HTTP support is its own");
  }
}
