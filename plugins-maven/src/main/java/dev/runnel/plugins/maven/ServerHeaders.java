package dev.runnel.plugins.maven;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * The headers with which some repositories know whoever asks, in place of a password: {@code
 * <configuration><httpHeaders>} of a server in the settings.
 */
final class ServerHeaders {
  private ServerHeaders() {}

  /** By name; empty: none. */
  static Map<String, String> of(Server server) {
    if (!(server.getConfiguration() instanceof Xpp3Dom configuration)) {
      return Map.of();
    }
    @Nullable Xpp3Dom headers = configuration.getChild("httpHeaders");
    if (headers == null) {
      return Map.of();
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (Xpp3Dom property : headers.getChildren("property")) {
      all.put(text(property, "name"), text(property, "value"));
    }
    return all;
  }

  private static String text(Xpp3Dom parent, String name) {
    return Optional.ofNullable(parent.getChild(name)).map(Xpp3Dom::getValue).orElse("").strip();
  }
}
