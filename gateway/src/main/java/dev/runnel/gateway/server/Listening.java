package dev.runnel.gateway.server;

import dev.runnel.config.settings.GatewaySettings;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;

/** How a server takes connections. */
public final class Listening {
  private Listening() {}

  /** Bounded as the settings have it. HTTP/1.1 and HTTP/2, in clear too. */
  public static HttpServerOptions options(String host, int port, GatewaySettings settings) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setMaxHeaderSize(settings.maxHeader())
        .setMaxInitialLineLength(settings.maxHeader())
        .setInitialSettings(new Http2Settings().setMaxHeaderListSize(settings.maxHeader()));
  }
}
