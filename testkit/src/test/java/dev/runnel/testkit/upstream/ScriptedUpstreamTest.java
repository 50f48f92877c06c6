package dev.runnel.testkit.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedUpstreamTest {
  private final ScriptedUpstream upstream = ScriptedUpstream.start();

  @AfterEach
  void close() {
    upstream.close();
  }

  private Socket asking() throws IOException {
    Socket socket = new Socket("127.0.0.1", upstream.baseUrl().getPort());
    socket
        .getOutputStream()
        .write("POST /any?x=1 HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nHi".getBytes(UTF_8));
    return socket;
  }

  private String answered() throws IOException {
    try (Socket socket = asking()) {
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsSaidIsSentByteByByte() throws IOException {
    upstream.next(HttpAnswer.ok("text/x-own").send("Hel").send("lo").untilClose());

    assertThat(answered())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("content-type: text/x-own\r\n")
        .endsWith("\r\n\r\nHello");
  }

  @Test
  void aStatusBringsItsHeadersAndItsLength() throws IOException {
    upstream.next(HttpAnswer.status(429).header("retry-after", "7").json("{}").close());

    assertThat(answered())
        .startsWith("HTTP/1.1 429 ")
        .contains("retry-after: 7\r\n", "content-type: application/json\r\n");
  }

  @Test
  void anAnswerIsCutWhereItIsTold() throws IOException {
    upstream.next(HttpAnswer.ok("text/plain").send("Hello").contentLength().cutAt(2));

    assertThat(answered()).contains("content-length: 5\r\n").endsWith("\r\n\r\nHe");
  }

  @Test
  void aResetComesWhenItsGateIsOpened() throws IOException {
    Gate gate = Gate.shut();
    upstream.next(HttpAnswer.ok("text/plain").send("Hel").await(gate).reset());

    try (Socket socket = asking()) {
      gate.awaitReached();
      while (socket.getInputStream().read() != 'l') {
        // to the last byte that was sent
      }
      gate.open();
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOfAny(SocketException.class, IOException.class);
    }
  }

  @Test
  void whatCameIsKeptAndAClientThatGoesAwayIsSeen() throws IOException {
    upstream.next(HttpAnswer.silence());
    Exchange exchange;
    try (Socket socket = asking()) {
      exchange = upstream.awaitExchange();
      assertThat(upstream.openConnections()).isEqualTo(1);
      assertThat(socket.isConnected()).isTrue();
    }

    exchange.awaitClosedByPeer();
    assertThat(exchange.request().bodyText()).isEqualTo("Hi");
    assertThat(exchange.request().query()).isEqualTo("x=1");
    upstream.awaitOpenConnections(0, Duration.ofSeconds(10));
  }

  @Test
  void aRequestThatNobodyExpectedIsToldSo() throws IOException {
    assertThat(answered())
        .startsWith("HTTP/1.1 501 ")
        .contains("No answer is scripted for POST /any");
  }

  @Test
  void anAnswerThatIsNoHttpIsSentAsItIs() throws IOException {
    upstream.next(HttpAnswer.ok("text/plain").send("SSH-2.0-nonsense\r\n").verbatim());

    assertThat(answered()).isEqualTo("SSH-2.0-nonsense\r\n");
  }
}
