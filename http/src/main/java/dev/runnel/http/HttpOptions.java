package dev.runnel.http;

import dev.runnel.api.Secret;
import dev.runnel.spi.Option;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The options that every HTTP provider has. */
public final class HttpOptions {
  /** A proxy for this endpoint. Credentials are not part of it, since it may be shown. */
  public static final Option<URI> PROXY =
      Option.uri("proxy")
          .describedAs("A proxy: http://host:port or socks5://host:port, without credentials");

  /** What the proxy wants to see. */
  public static final Option<Secret> PROXY_CREDENTIALS =
      Option.secret("proxy-credentials").describedAs("user:password for the proxy");

  /** Where the proxy is not used. */
  public static final Option<List<String>> NO_PROXY =
      Option.list("no-proxy")
          .defaultsTo(List.of())
          .describedAs("Hosts reached without the proxy: host, .suffix, host:port or *");

  /** Who else may vouch for the service. */
  public static final Option<String> TRUST =
      Option.text("trust")
          .describedAs("A PEM file of certificates to trust beside the usual authorities");

  /** Where what goes over the wire is written down. */
  public static final Option<String> WIRE_LOG =
      Option.text("wire-log")
          .describedAs("A file to which requests and answers are appended, secrets blanked");

  private static final List<Option<?>> COMMON =
      List.of(PROXY, PROXY_CREDENTIALS, NO_PROXY, TRUST, WIRE_LOG, StandardOptions.LENIENT_END);

  /** Notices that several services send, or pass on from the service behind them. */
  private static final List<String> KNOWN_NOTICES = List.of("sorry, 您的ip已由于触发防滥用检测而被封禁");

  private HttpOptions() {}

  /** A provider's own options, followed by those that every HTTP provider has; unmodifiable. */
  public static List<Option<?>> with(Option<?>... own) {
    List<Option<?>> all = new ArrayList<>(Arrays.asList(own));
    all.addAll(COMMON);
    return List.copyOf(all);
  }

  /**
   * Texts that are no answers though the service sends them as such; see {@link Notices}.
   *
   * @param own those of this service, known when the provider was written; by default they are
   *     looked for beside those that are known of several
   */
  public static Option<List<String>> notices(String... own) {
    List<String> known = new ArrayList<>(Arrays.asList(own));
    known.addAll(KNOWN_NOTICES);
    return Option.list("notices")
        .defaultsTo(List.copyOf(known))
        .describedAs(
            "Beginnings of answers that are notices, not answers; ? stands for any one character");
  }
}
