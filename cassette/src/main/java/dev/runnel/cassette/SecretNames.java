package dev.runnel.cassette;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers, parameters and fields hold credentials, by their names. */
final class SecretNames {
  private static final Set<String> WORDS =
      Set.of(
          "authorization",
          "auth",
          "cookie",
          "cookie2",
          "apikey",
          "token",
          "secret",
          "password",
          "passwd",
          "credential",
          "credentials",
          "session",
          "signature",
          "sig");
  private static final Set<String> WHOLE = Set.of("key", "xapikey", "xgoogapikey", "accesskey");

  private SecretNames() {}

  /** {@code authorization}, {@code x-api-key}, {@code set-cookie}, {@code access_token}, …. */
  static boolean has(String name) {
    String joined = name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    if (WHOLE.contains(joined) || joined.endsWith("apikey") || joined.endsWith("subscriptionkey")) {
      return true;
    }
    // "accessToken" is two words, as "access_token" and "access-token" are; "max_tokens" is none.
    String apart = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    return List.of(apart.split("[-_.]")).stream().anyMatch(WORDS::contains);
  }
}
