package dev.runnel.provider.ollama;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads where Ollama is in the forms that Ollama itself takes in {@code OLLAMA_HOST}: a host, a
 * port, both, or an address, with or without a path; quotes around it do not count. An address to
 * listen on ({@code 0.0.0.0}, {@code ::}) is where a client reaches it, this machine. After {@code
 * envconfig.Host} and {@code ConnectableHost} of github.com/ollama/ollama; what it would pass over
 * with a warning (a port that is none) is refused.
 */
final class OllamaAddress {
  static final int PORT = 11434;
  static final String DEFAULT = "http://127.0.0.1:" + PORT;

  private static final Pattern SCHEME = Pattern.compile("(?i)(?<scheme>[a-z][a-z0-9+.-]*)://");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:]*)(:(?<port>.*))?");

  private OllamaAddress() {}

  static URI read(String text) {
    String rest = unquoted(text.strip()).strip();
    String scheme = "http";
    int port = PORT;
    Matcher named = SCHEME.matcher(rest);
    if (named.lookingAt()) {
      scheme = named.group("scheme").toLowerCase(Locale.ROOT);
      rest = rest.substring(named.end());
      port = usualPort(scheme, text);
    } else if (rest.equals("ollama.com") || rest.startsWith("ollama.com/")) {
      scheme = "https"; // a key must not travel in clear
      port = 443;
    }
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash).replaceAll("/+$", "");
    if (isBareIpv6(authority)) {
      authority = "[" + authority + "]";
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw refused(text);
    }
    String given = parts.group("port");
    if (given != null && !given.isEmpty()) {
      port = port(given, text);
    }
    try {
      URI address = new URI(scheme, null, reachable(parts.group("host")), port, null, null, null);
      address = URI.create(withoutUsualPort(address) + path);
      if (address.getHost() == null
          || address.getRawUserInfo() != null
          || address.getRawQuery() != null
          || address.getRawFragment() != null) {
        throw refused(text);
      }
      return address;
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw refused(text);
    }
  }

  private static String unquoted(String text) {
    return text.replaceAll("^[\"']+|[\"']+$", "");
  }

  private static int usualPort(String scheme, String text) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> throw refused(text);
    };
  }

  private static String withoutUsualPort(URI address) {
    String shown = address.toString();
    String usual = address.getScheme().equals("https") ? ":443" : ":80";
    return shown.endsWith(usual) ? shown.substring(0, shown.length() - usual.length()) : shown;
  }

  private static boolean isBareIpv6(String authority) {
    return !authority.startsWith("[") && authority.indexOf(':') != authority.lastIndexOf(':');
  }

  /** Where a client reaches what listens on a host. */
  private static String reachable(String host) {
    return switch (host) {
      case "", "0.0.0.0" -> "127.0.0.1";
      case "[::]", "[0:0:0:0:0:0:0:0]" -> "[::1]";
      default -> host;
    };
  }

  private static int port(String given, String text) {
    if (given.matches("\\d{1,5}")) {
      int port = Integer.parseInt(given);
      if (port <= 65535) {
        return port;
      }
    }
    throw refused(text);
  }

  private static IllegalArgumentException refused(String text) {
    String shown = text.strip().replaceFirst("[^/@]*@", "***@");
    return new IllegalArgumentException(
        "expected a host, host:port or http address such as 127.0.0.1:11434, got '" + shown + "'");
  }
}
