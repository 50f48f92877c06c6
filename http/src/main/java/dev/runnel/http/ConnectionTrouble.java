package dev.runnel.http;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.proxy.ProxyConnectException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with a connection, with whom, and what to do. */
final class ConnectionTrouble {
  /** Nobody nests causes deeper on purpose. */
  private static final int MAX_CAUSES = 10;

  private ConnectionTrouble() {}

  static ChatException of(
      Throwable cause, Target target, Optional<Proxy> way, Duration limit, Failures failures) {
    if (find(cause, ConnectTimeoutException.class) != null) {
      return failures.connectTimeout(limit);
    }
    UnknownHostException unknown = find(cause, UnknownHostException.class);
    if (unknown != null) {
      String said = unknown.getMessage();
      // The JDK puts the host first, and behind it what the system said of it, if anything.
      String host = said == null ? target.host() : said.replaceFirst(": .*", "");
      return connection("The host '" + OneLine.of(host) + "' cannot be found", cause)
          .nextStep("Check the endpoint's base-url, and the network")
          .build();
    }
    ProxyConnectException proxy = find(cause, ProxyConnectException.class);
    if (proxy != null) {
      return ofProxy(proxy, target, failures);
    }
    if (way.isPresent() && find(cause, ConnectException.class) != null) {
      return connection(
              "No connection to the proxy " + way.get().authority() + reason(cause, failures),
              cause)
          .nextStep("Check the option proxy, and that the proxy is up")
          .build();
    }
    SSLException tls = find(cause, SSLException.class);
    if (tls != null) {
      return connection(
              "No secure connection to " + target.authority() + reason(tls, failures), cause)
          .nextStep(
              "Check the endpoint's base-url; where your network brings its own certificates, "
                  + "name them with the option trust")
          .build();
    }
    return connection("No connection to " + target.authority() + reason(cause, failures), cause)
        .nextStep("Check that the service is up, the endpoint's base-url, and the network")
        .build();
  }

  private static ChatException ofProxy(
      ProxyConnectException refusal, Target target, Failures failures) {
    String said = String.valueOf(refusal.getMessage());
    if (said.contains("407") || said.toLowerCase(Locale.ROOT).contains("auth")) {
      return ChatException.builder(
              ErrorKind.AUTHENTICATION,
              "The proxy refused the credentials" + reason(refusal, failures))
          .nextStep("Give the proxy its credentials with the option proxy-credentials")
          .build();
    }
    return connection(
            "The proxy made no connection to " + target.authority() + reason(refusal, failures),
            refusal)
        .nextStep("Check the option proxy, and whether the proxy lets this host through")
        .build();
  }

  static ChatException broken(
      Throwable cause, Target target, boolean headSeen, Redaction redaction) {
    if (isNotHttp(cause)) {
      return ChatException.builder(
              ErrorKind.PROTOCOL,
              target.authority()
                  + " sent what is not proper HTTP: "
                  + redaction.redact(OneLine.of(String.valueOf(cause.getMessage()))))
          .cause(cause)
          .build();
    }
    return connection(
            "The connection to "
                + target.authority()
                + (headSeen
                    ? " was lost in the middle of the answer"
                    : " was lost before an answer"),
            cause)
        .nextStep("Ask again, or ask another service")
        .build();
  }

  /** Bytes that are no HTTP, or no gzip, and not merely too few of them. */
  private static boolean isNotHttp(Throwable cause) {
    if (find(cause, PrematureChannelClosureException.class) != null) {
      return false;
    }
    return find(cause, DecoderException.class) != null
        || (find(cause, IllegalArgumentException.class) != null
            && find(cause, IOException.class) == null);
  }

  private static ChatException.Builder connection(String message, Throwable cause) {
    return ChatException.builder(ErrorKind.CONNECTION, message).cause(cause);
  }

  private static String reason(Throwable cause, Failures failures) {
    String said = cause.getMessage();
    return said == null ? "" : ": " + failures.redaction().redact(OneLine.of(said));
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
