package dev.runnel.gateway.server;

import dev.runnel.config.settings.GatewaySettings;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;

/** How a server takes connections. */
public final class Listening {
  /** More than one client has under way on one connection; more than that is sent later. */
  private static final int MOST_STREAMS = 256;

  /**
   * How many streams of one connection may be reset in half a minute, by the client or by the
   * gateway, before the whole connection is closed, with all that is under way on it. Many more
   * than clients that leave and upstreams that break off come to, which share one connection behind
   * a proxy; few enough that resets in a row (CVE-2023-44487, CVE-2025-8671) come to an end.
   */
  static final int MOST_RESETS = 10_000;

  private Listening() {}

  /** Bounded as the settings have it. HTTP/1.1 and HTTP/2, in clear too. */
  public static HttpServerOptions options(String host, int port, GatewaySettings settings) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setMaxHeaderSize(settings.maxHeader())
        .setMaxInitialLineLength(settings.maxHeader())
        .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS) // a window is 30 s
        // There are no web sockets here: no handler is to look at every message for them.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS) // which has no bound of its own
                .setMaxHeaderListSize(settings.maxHeader()));
  }
}
