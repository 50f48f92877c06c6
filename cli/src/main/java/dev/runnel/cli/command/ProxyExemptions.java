package dev.runnel.cli.command;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which services are reached without the proxy, as the transport reads its option {@code no-proxy}:
 * a recorder takes the way that would have been taken without it.
 */
final class ProxyExemptions {
  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):\\d+");

  private ProxyExemptions() {}

  /**
   * Whether a list covers an address.
   *
   * @param list of {@code *}, {@code host} (and all below it), {@code .suffix}, {@code *.suffix},
   *     each with {@code :port} where only that port is meant
   */
  static boolean cover(List<?> list, URI address) {
    return list.stream()
        .map(entry -> String.valueOf(entry).strip().toLowerCase(Locale.ROOT))
        .anyMatch(entry -> covers(entry, address));
  }

  private static boolean covers(String entry, URI address) {
    if (entry.equals("*")) {
      return true;
    }
    String pattern = entry;
    if (WITH_PORT.matcher(entry).matches()) {
      String port = ":" + port(address);
      if (!entry.endsWith(port)) {
        return false;
      }
      pattern = entry.substring(0, entry.length() - port.length());
    }
    pattern = unbracketed(pattern).replaceFirst("^\\*?\\.?", "");
    String host = unbracketed(address.getHost().toLowerCase(Locale.ROOT));
    return !pattern.isEmpty() && (host.equals(pattern) || host.endsWith("." + pattern));
  }

  private static int port(URI address) {
    boolean tls = "https".equalsIgnoreCase(address.getScheme());
    return address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
