package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks for providers: those that were added, those of the program, those of each plugin; and
 * settles who has an id that several claim.
 */
final class Discovery {
  private final Findings findings = new Findings();
  private final Map<String, String> preferred;
  private final Set<Provider> added;

  private Discovery(Map<String, String> preferred, Set<Provider> added) {
    this.preferred = preferred;
    this.added = added;
  }

  /**
   * Looks.
   *
   * @param places where providers are looked for; of those with one id the first counts
   * @param preferred which class or jar wins where two providers have one id
   * @param added providers that need not be looked for; each wins over what is found under its id
   */
  static Discovery run(
      List<ProviderPlace> places, Map<String, String> preferred, List<Provider> added) {
    Discovery discovery = new Discovery(preferred, Set.copyOf(added));
    added.forEach(provider -> discovery.findings.examine(provider, UnaryOperator.identity()));
    for (ProviderPlace place : places) {
      LoaderPass.run(place, discovery.findings);
    }
    discovery.settleDuplicates();
    return discovery;
  }

  /** The providers that work, by id. */
  List<FoundProvider> found() {
    return findings.candidates();
  }

  List<QuarantinedProvider> quarantined() {
    return findings.quarantined();
  }

  private void settleDuplicates() {
    Map<String, List<FoundProvider>> byId = new TreeMap<>();
    for (FoundProvider candidate : findings.candidates()) {
      byId.computeIfAbsent(candidate.id(), id -> new ArrayList<>()).add(candidate);
    }
    findings.candidates().clear();
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
    findings.candidates().add(winner);
    for (FoundProvider rival : rivals) {
      if (rival != winner) {
        findings.quarantine(
            Optional.of(id),
            rival.source(),
            "two providers have the id '"
                + id
                + "': "
                + name(winner)
                + ", which is used, and "
                + name(rival)
                + ", which is not; give that one another id, or remove one of the two, or"
                + " have the program say which it prefers",
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

  private static String name(FoundProvider provider) {
    return provider.source().className() + " in " + provider.source().jar();
  }
}
