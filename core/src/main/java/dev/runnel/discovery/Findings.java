package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was found so far: those that work, and those that do not. */
final class Findings {
  private final List<FoundProvider> candidates = new ArrayList<>();
  private final List<QuarantinedProvider> quarantined = new ArrayList<>();

  List<FoundProvider> candidates() {
    return candidates;
  }

  List<QuarantinedProvider> quarantined() {
    return quarantined;
  }

  void add(Findings further) {
    candidates.addAll(further.candidates);
    quarantined.addAll(further.quarantined);
  }

  /**
   * Asks a provider who it is.
   *
   * @param entrance puts before it what its every call goes through
   */
  void examine(Provider provider, UnaryOperator<Provider> entrance) {
    ProviderSource source = ProviderSource.of(provider.getClass());
    Provider entered = entrance.apply(provider);
    ProviderDescription description;
    try {
      description = Objects.requireNonNull(entered.describe(), "describe() gave null");
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
    candidates.add(new FoundProvider(description, source, entered));
  }

  void quarantine(
      Optional<String> id, ProviderSource source, String reason, @Nullable Throwable cause) {
    quarantined.add(new QuarantinedProvider(id, source, reason, Optional.ofNullable(cause)));
  }
}
