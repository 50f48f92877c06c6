package dev.runnel.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.settings.GatewaySettings;
import io.vertx.core.http.Http2Settings;
import org.junit.jupiter.api.Test;

class ListeningTest {
  @Test
  void oneConnectionOfHttp2HasNoMoreThanSoManyStreams() {
    Http2Settings told =
        Listening.options("127.0.0.1", 0, GatewaySettings.DEFAULT).getInitialSettings();

    assertThat(told.getMaxConcurrentStreams()).isBetween(100L, 1_000L);
    assertThat(told.getMaxHeaderListSize()).isEqualTo(GatewaySettings.DEFAULT.maxHeader());
  }
}
