package dev.runnel.gateway.server;

import dev.runnel.config.settings.GatewaySettings;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;

/** How a server takes connections. */
public final class Listening {
  /** More than one client has under way on one connection; more than that is sent later. */
  private static final int MOST_STREAMS = 256;

  private Listening() {}

  /** Bounded as the settings have it. HTTP/1.1 and HTTP/2, in clear too. */
  public static HttpServerOptions options(String host, int port, GatewaySettings settings) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setMaxHeaderSize(settings.maxHeader())
        .setMaxInitialLineLength(settings.maxHeader())
        // There are no web sockets here: no handler is to look at every message for them.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS) // which has no bound of its own
                .setMaxHeaderListSize(settings.maxHeader()));
  }
}
