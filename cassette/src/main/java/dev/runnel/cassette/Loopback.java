package dev.runnel.cassette;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which hosts are this machine whatever a name server says. */
final class Loopback {
  private static final Pattern V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || V4.matcher(name).matches();
  }

  static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
