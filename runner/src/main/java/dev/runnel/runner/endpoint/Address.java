package dev.runnel.runner.endpoint;

import dev.runnel.runner.route.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who can see what is sent to an address. Judged by its text: no name is looked up. */
final class Address {
  private static final Pattern LOOPBACK_V4 =
      Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  private Address() {}

  /**
   * Judges a base URL.
   *
   * @param proxy what it is reached through, if anything: then that is where the request goes
   */
  static Reach reach(Optional<URI> baseUrl, Optional<URI> proxy) {
    if (baseUrl.isEmpty()) {
      return Reach.NOT_SAID;
    }
    boolean staysHere = isLoopback(baseUrl.get()) && proxy.map(Address::isLoopback).orElse(true);
    if (staysHere) {
      return Reach.LOOPBACK;
    }
    return "https".equalsIgnoreCase(baseUrl.get().getScheme()) ? Reach.PROTECTED : Reach.IN_CLEAR;
  }

  static boolean isLoopback(URI uri) {
    @Nullable String host = uri.getHost();
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) {
      return isLoopbackV6(name.substring(1, name.length() - 1));
    }
    // Not what ends in .localhost: some resolvers ask others for it.
    return name.equals("localhost") || LOOPBACK_V4.matcher(name).matches();
  }

  // Only ever called with a literal in brackets, for which the JDK asks no resolver.
  private static boolean isLoopbackV6(String literal) {
    try {
      return literal.contains(":") && InetAddress.getByName(literal).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
