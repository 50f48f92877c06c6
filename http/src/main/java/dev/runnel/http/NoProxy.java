package dev.runnel.http;

import java.util.List;
import java.util.Locale;

/** Which hosts are reached without the proxy, in the usual notation of {@code NO_PROXY}. */
final class NoProxy {
  private NoProxy() {}

  /**
   * Whether a list covers a target.
   *
   * @param list of {@code *}, {@code host} (and all below it), {@code .suffix}, {@code *.suffix},
   *     each with {@code :port} where only that port is meant
   */
  static boolean covers(List<String> list, Target target) {
    return list.stream().anyMatch(entry -> covers(entry.strip().toLowerCase(Locale.ROOT), target));
  }

  private static boolean covers(String entry, Target target) {
    if (entry.equals("*")) {
      return true;
    }
    String host = target.host().toLowerCase(Locale.ROOT);
    String pattern = entry;
    String port = ":" + target.port();
    boolean hasPort = pattern.matches("(\\[.*]|[^:]*):\\d+");
    if (hasPort) {
      if (!pattern.endsWith(port)) {
        return false;
      }
      pattern = pattern.substring(0, pattern.length() - port.length());
    }
    pattern = Hosts.unbracketed(pattern);
    if (pattern.startsWith("*")) {
      pattern = pattern.substring(1);
    }
    if (pattern.startsWith(".")) {
      pattern = pattern.substring(1);
    }
    return !pattern.isEmpty() && (host.equals(pattern) || host.endsWith("." + pattern));
  }
}
