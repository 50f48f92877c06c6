package dev.runnel.gateway.access;

import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from using a gateway through the browser of somebody who may: a page says where
 * it is from ({@code Origin}), and one whose name was made to point to this machine (DNS rebinding)
 * is betrayed by that name ({@code Host}).
 */
public final class BrowserRule {
  private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  private BrowserRule() {}

  /**
   * Refuses what a page sends that is not allowed to.
   *
   * @param origins whose pages are
   * @param local whether only names of this machine are to be asked for: where the gateway listens
   *     for this machine alone and nobody shows a key
   * @throws RefusedException when it is such
   */
  public static void check(HttpServerRequest request, List<String> origins, boolean local) {
    @Nullable HostAndPort host = request.authority();
    if (local && host != null && !isOfThisMachine(host.host())) {
      throw refused(
          "This gateway is for its own machine, by a name such as localhost, not '"
              + shortened(host.host())
              + "'; others need API keys, which `runnel serve keys create NAME` makes");
    }
    @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null
        && !WebOrigin.isAmong(origin, origins)
        && !isOwn(origin, host, request.isSSL())) {
      throw refused(
          "Web pages of '"
              + shortened(origin)
              + "' may not use this gateway; who runs it allows them with cors-origins under"
              + " [gateway] in runnel.toml, or with --cors-origin");
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException(Trouble.of(Trouble.Kind.PERMISSION, why));
  }

  /** Whether a page is the gateway's own. */
  private static boolean isOwn(String origin, @Nullable HostAndPort host, boolean secure) {
    if (host == null) {
      return false;
    }
    WebOrigin own = WebOrigin.of(secure ? "https" : "http", host.host(), host.port());
    return WebOrigin.of(origin).filter(own::equals).isPresent();
  }

  static boolean isOfThisMachine(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost") // RFC 6761: never anybody else's
        || name.equals("[::1]")
        || name.equals("::1")
        || IPV4_LOOPBACK.matcher(name).matches();
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
