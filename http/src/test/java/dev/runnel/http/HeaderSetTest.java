package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.spi.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HeaderSetTest {
  private static final String BODY = RawUpstream.event("Grüße") + "data: [DONE]\n\n";

  @Test
  void nothingIsSentThatTheDriverDidNotSay() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(RawUpstream.response(200, "text/event-stream", BODY));
        TestEndpoint endpoint =
            TestEndpoint.at(
                upstream.url() + "/base/",
                (http, request, exchange) ->
                    http.post("/chat")
                        .header("Authority", "a.b")
                        .body("{\"ü\":1}".getBytes(UTF_8), "application/json")
                        .chatCompletion(exchange))) {
      Listening.to(endpoint.client).outcome();

      RawUpstream.Received received = upstream.next();
      assertThat(received.line()).isEqualTo("POST /base/chat HTTP/1.1");
      assertThat(received.text()).isEqualTo("{\"ü\":1}");
      assertThat(received.headers())
          .containsOnlyKeys(
              "authority", "content-type", "content-length", "host", "accept-encoding")
          .containsEntry("authority", "a.b")
          .containsEntry("content-type", "application/json")
          .containsEntry("content-length", "8")
          .containsEntry("host", "127.0.0.1:" + upstream.port());
    }
  }

  @Test
  void aCompressedAnswerIsReadAsItComes() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GZIPOutputStream gzip = new GZIPOutputStream(bytes, true);
    gzip.write(RawUpstream.event("Hel").getBytes(UTF_8));
    gzip.flush();
    int first = bytes.size();
    gzip.write((RawUpstream.event("lo") + "data: [DONE]\n\n").getBytes(UTF_8));
    gzip.close();
    byte[] all = bytes.toByteArray();
    java.util.concurrent.CountDownLatch read = new java.util.concurrent.CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.write(
                      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                          + "content-encoding: gzip\r\ncontent-length: "
                          + all.length
                          + "\r\n\r\n");
                  connection.write(java.util.Arrays.copyOf(all, first));
                  read.await();
                  connection.write(java.util.Arrays.copyOfRange(all, first, all.length));
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      assertThat(listening.nextToken()).isEqualTo("Hel");
      read.countDown();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(listening.text).hasToString("Hello");
    }
  }

  @Test
  void brokenCompressionBreaksTheProtocol() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                RawUpstream.response(
                    200, "text/event-stream", "no gzip at all", "content-encoding: gzip"));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      assertThat(Listening.to(endpoint.client).failed().cause().kind())
          .isEqualTo(ErrorKind.PROTOCOL);
    }
  }

  @Test
  void aHeaderThatWouldBreakTheRequestIsRefused() throws Exception {
    try (TestEndpoint endpoint = TestEndpoint.at("http://127.0.0.1:1")) {
      HttpRequest request = endpoint.http.get("/");
      assertThatThrownBy(() -> request.header("x-agent", "a\r\nx-evil: 1"))
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("x-agent")
          .hasMessageNotContaining("evil");
    }
  }

  @Test
  void aBaseUrlThatCannotBeIsRefusedWhenConnecting() {
    assertThatThrownBy(() -> TestEndpoint.at("ftp://127.0.0.1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'test.base-url' has the scheme 'ftp'");
    assertThatThrownBy(() -> TestEndpoint.at("http://me:secret@127.0.0.1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("secret");
  }
}
