package dev.runnel.plugins.maven;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/** Addresses of repositories, as they may be shown. */
final class Addresses {
  /** The numbers alone: a name such as 127.acme.com leads elsewhere. */
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Addresses() {}

  /** Its id and where it is, without what may be a password in that. */
  static String told(RemoteRepository repository) {
    return repository.getId() + " (" + withoutSecrets(repository.getUrl()) + ")";
  }

  static String told(List<RemoteRepository> repositories) {
    return repositories.stream().map(Addresses::told).collect(Collectors.joining(", "));
  }

  /** A text in which addresses may be. */
  static String withoutSecrets(String text) {
    // Up to the last @, since a password may have one that was not escaped.
    return text.replaceAll("(?i)\\b([a-z][a-z0-9+.-]*://)[^/\\s]*@", "$1")
        .replaceAll("(?i)\\b([a-z][a-z0-9+.-]*://[^\\s?]*)\\?[^\\s,()]*", "$1");
  }

  static boolean isExternalPlainHttp(String address) {
    if (!address.toLowerCase(Locale.ROOT).startsWith("http:")) {
      return false;
    }
    try {
      @Nullable String host = URI.create(address).getHost();
      return host == null
          || !(host.equals("localhost")
              || LOOPBACK.matcher(host).matches()
              || host.equals("[::1]"));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
