package dev.runnel.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.gateway.Gateway;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What web pages may, and what a client may hold. */
@TestInstance(Lifecycle.PER_CLASS)
class BrowserTest {
  private static final String CHAT = "POST /v1/chat/completions HTTP/1.1\r\n";

  private Stand stand;

  @BeforeAll
  void start(@TempDir Path folder) {
    stand = new Stand(folder);
  }

  @AfterAll
  void close() {
    stand.close();
  }

  /** What comes for a request over a bare socket, until the server closes. */
  private static String raw(Gateway gateway, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String get(Gateway gateway, String host, String... headers) throws IOException {
    return raw(
        gateway,
        "GET /v1/nothing HTTP/1.1\r\nConnection: close\r\nHost: "
            + host
            + "\r\n"
            + String.join("", headers)
            + "\r\n");
  }

  @Test
  void aPageWhoseNamePointsToThisMachineIsRefused() throws Exception {
    try (Gateway gateway = stand.gateway()) {
      int port = gateway.origin().getPort();

      assertThat(get(gateway, "evil.example:" + port))
          .startsWith("HTTP/1.1 403 ")
          .contains("not 'evil.example'");
      assertThat(get(gateway, "localhost.evil.example")).startsWith("HTTP/1.1 403 ");
      assertThat(get(gateway, "127.0.0.1.evil.example")).startsWith("HTTP/1.1 403 ");
      assertThat(get(gateway, "localhost:" + port)).startsWith("HTTP/1.1 404 ");
      assertThat(get(gateway, "[::1]:" + port)).startsWith("HTTP/1.1 404 ");
      assertThat(get(gateway, "me.localhost")).startsWith("HTTP/1.1 404 ");
    }
    try (Gateway gateway = stand.gateway("require-keys=true")) {
      assertThat(get(gateway, "gateway.example")).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void pagesAreRefusedUnlessTheyAreAllowed() throws Exception {
    try (Gateway gateway = stand.gateway("cors-origins=https://chat.example")) {
      int port = gateway.origin().getPort();

      assertThat(get(gateway, "localhost", "Origin: https://evil.example\r\n"))
          .startsWith("HTTP/1.1 403 ")
          .contains("Web pages of 'https://evil.example' may not use this gateway")
          .doesNotContainIgnoringCase("access-control-allow-origin");
      assertThat(get(gateway, "localhost", "Origin: null\r\n")).startsWith("HTTP/1.1 403 ");
      assertThat(get(gateway, "localhost", "Origin: https://chat.example\r\n"))
          .startsWith("HTTP/1.1 404 ")
          .containsIgnoringCase("access-control-allow-origin: https://chat.example");
      assertThat(get(gateway, "localhost:" + port, "Origin: http://localhost:" + port + "\r\n"))
          .doesNotStartWith("HTTP/1.1 403 ");
      assertThat(get(gateway, "localhost:" + port, "Origin: http://localhost:1\r\n"))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void anOriginIsTheSameInCapitalsAndWithItsUsualPort() throws Exception {
    try (Gateway gateway = stand.gateway("cors-origins=https://Chat.example:443,http://b:81")) {
      for (String origin :
          List.of(
              "https://chat.example",
              "HTTPS://CHAT.EXAMPLE",
              "https://chat.example:443",
              "http://B:81")) {
        assertThat(get(gateway, "localhost", "Origin: " + origin + "\r\n"))
            .startsWith("HTTP/1.1 404 ")
            .containsIgnoringCase("access-control-allow-origin: " + origin + "\r\n");
      }
      for (String origin : List.of("http://chat.example", "https://chat.example:444", "http://b")) {
        assertThat(get(gateway, "localhost", "Origin: " + origin + "\r\n"))
            .startsWith("HTTP/1.1 403 ");
      }
      assertThat(get(gateway, "LOCALHOST", "Origin: http://localhost:80\r\n"))
          .startsWith("HTTP/1.1 404 "); // the gateway's own
    }
  }

  @Test
  void aPreflightNeedsNoKey() throws Exception {
    try (Gateway gateway =
        stand.gateway("cors-origins=https://chat.example", "require-keys=true")) {
      String answer =
          raw(
              gateway,
              "OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Origin: https://chat.example\r\nAccess-Control-Request-Method: POST\r\n"
                  + "Access-Control-Request-Headers: authorization,x-stainless-os\r\n\r\n");

      assertThat(answer)
          .startsWith("HTTP/1.1 204 ")
          .containsIgnoringCase("access-control-allow-headers: ")
          .contains("authorization", "x-stainless-os");
    }
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    try (Gateway gateway = stand.gateway("max-body=1KiB", "max-header=2KiB")) {
      assertThat(raw(gateway, CHAT + "Host: localhost\r\nContent-Length: 1025\r\n\r\n"))
          .startsWith("HTTP/1.1 413 ")
          .contains("larger than the 1024 bytes", "max-body");
      assertThat(
              raw(
                  gateway,
                  CHAT
                      + "Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n"
                      + "x".repeat(0x401)
                      + "\r\n"))
          .startsWith("HTTP/1.1 413 ");
      assertThat(get(gateway, "localhost", "X-Long: " + "x".repeat(3_000) + "\r\n"))
          .startsWith("HTTP/1.1 431 ");
      assertThat(stand.chat(gateway).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatDribblesIsNotWaitedFor() throws Exception {
    try (Gateway gateway = stand.gateway("request-timeout=100ms")) {
      assertThat(raw(gateway, CHAT + "Host: localhost\r\nContent-Length: 9\r\n\r\nx"))
          .startsWith("HTTP/1.1 408 ")
          .contains("did not come whole within 100ms");
    }
  }

  @Test
  void aHeadThatDoesNotComeIsNotWaitedFor() throws Exception {
    try (Gateway gateway = stand.gateway("request-timeout=100ms", "keep-alive=100ms")) {
      assertThat(raw(gateway, "")).isEmpty(); // it ends because the gateway closes
      assertThat(raw(gateway, CHAT + "Host: loc")).isEmpty();
      assertThat(raw(gateway, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 200 "); // and then the idle connection is closed
    }
  }

  @Test
  void anAnswerIsWaitedForHoweverLong() throws Exception {
    try (Gateway gateway = stand.gateway("request-timeout=100ms", "keep-alive=100ms")) {
      stand.sandbox.next(
          Script.nothing()
              .pause(Duration.ofSeconds(2)) // four looks for idle connections
              .role()
              .tokens("late")
              .finish("stop")
              .done());
      assertThat(stand.chat(gateway).body()).contains("late");
    }
  }

  @Test
  void moreConnectionsThanThereMayBeAreClosed() throws Exception {
    try (Gateway gateway = stand.gateway("max-connections=1");
        Socket first = new Socket("127.0.0.1", gateway.origin().getPort())) {
      first.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      assertThat(first.getInputStream().read()).isEqualTo('H');
      try {
        assertThat(raw(gateway, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")).isEmpty();
      } catch (IOException reset) {
        assertThat(reset).isNotInstanceOf(SocketTimeoutException.class);
      }
    }
  }
}
