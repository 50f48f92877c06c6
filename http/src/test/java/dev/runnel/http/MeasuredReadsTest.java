package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.http.HttpClientOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredReadsTest {
  @Test
  @SuppressWarnings("deprecation") // Netty has no other way yet
  void aReadTakesLittleMemoryThoughTheKernelMayHoldMuch() {
    HttpClientOptions options = new HttpClientOptions();
    options.setReceiveBufferSize(256 * 1024);
    Bootstrap bootstrap = new Bootstrap();

    new MeasuredReads().implementation().configure(options, 1_000, false, bootstrap);

    Map<ChannelOption<?>, Object> set = bootstrap.config().options();
    assertThat(set).containsEntry(ChannelOption.SO_RCVBUF, 256 * 1024);
    assertThat((RecvByteBufAllocator) set.get(ChannelOption.RCVBUF_ALLOCATOR))
        .extracting(memory -> memory.newHandle().guess())
        .isEqualTo(2048);
  }
}
