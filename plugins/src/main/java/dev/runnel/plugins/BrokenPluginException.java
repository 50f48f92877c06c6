package dev.runnel.plugins;

import dev.runnel.discovery.ProviderSource;
import dev.runnel.discovery.QuarantinedProvider;
import java.nio.file.Path;
import java.util.Optional;

/** A plugin that cannot even be looked into for providers; the message says why. */
final class BrokenPluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path place;

  BrokenPluginException(Path place, String reason) {
    super(reason);
    this.place = place;
  }

  QuarantinedProvider quarantined() {
    return new QuarantinedProvider(
        Optional.empty(),
        new ProviderSource("unknown", Optional.of(place.toUri()), Optional.empty()),
        String.valueOf(getMessage()),
        Optional.empty());
  }
}
