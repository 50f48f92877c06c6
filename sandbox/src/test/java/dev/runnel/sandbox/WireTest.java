package dev.runnel.sandbox;

import static dev.runnel.sandbox.script.Script.answer;
import static dev.runnel.sandbox.script.Script.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.Fate;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Byte for byte, cut by cut. Yqcloud's raw text makes the bytes easy to see. */
class WireTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n";
  private static final String CHUNKED = HEAD + "transfer-encoding: chunked\r\n\r\n";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** All bytes up to the end of a connection that the sandbox closes. */
  private String wire(Script script) throws IOException {
    sandbox.next(script);
    return RawClient.wire(sandbox, Ask.yqcloud("Hi"));
  }

  // ---- framing

  @Test
  void oneChunkForEachThingSaid() throws IOException {
    assertThat(wire(answer("Hel", "lo 😀").close()))
        .isEqualTo(CHUNKED + "3\r\nHel\r\n7\r\nlo 😀\r\n");
  }

  @Test
  void aCleanChunkedEnd() throws IOException {
    sandbox.next(answer("Hello"));
    try (RawClient client = new RawClient(sandbox)) {
      assertThat(client.send(Ask.yqcloud("Hi")).readUntil("\r\n0\r\n\r\n"))
          .isEqualTo(CHUNKED + "5\r\nHello\r\n0\r\n\r\n");
      sandbox.awaitExchange().awaitAnswered();
      assertThat(client.available()).isZero();
    }
  }

  @Test
  void piecesOfABodyAreChunksOfTheirOwn() throws IOException {
    assertThat(wire(answer("Hello").inPiecesOf(2).close()))
        .isEqualTo(CHUNKED + "2\r\nHe\r\n2\r\nll\r\n1\r\no\r\n");
    assertThat(wire(answer("Hello", "you").inPiecesCutAt(1, 4, 6).close()))
        .isEqualTo(CHUNKED + "1\r\nH\r\n3\r\nell\r\n1\r\no\r\n1\r\ny\r\n2\r\nou\r\n");
  }

  @Test
  void untilClose() throws IOException {
    assertThat(wire(answer("Hello").untilClose()))
        .isEqualTo(HEAD + "connection: close\r\n\r\nHello");
    assertThat(sandbox.awaitExchange().awaitEnd().answered()).isTrue();
  }

  @Test
  void aContentLengthThatIsTooLong() throws IOException {
    assertThat(wire(answer("Hello").contentLength(9)))
        .isEqualTo(HEAD + "content-length: 9\r\n\r\nHello");
    assertThat(sandbox.awaitExchange().awaitEnd().fate()).isEqualTo(Fate.CUT);
  }

  @Test
  void aContentLengthThatIsTooShort() throws IOException {
    assertThat(wire(answer("Hello").contentLength(2)))
        .isEqualTo(HEAD + "content-length: 2\r\n\r\nHello");
  }

  @Test
  void verbatimBytesInsteadOfHttp() throws IOException {
    assertThat(wire(nothing().body("SSH-2.0-OpenSSH").verbatim())).isEqualTo("SSH-2.0-OpenSSH");
  }

  @Test
  void aDocumentThatDoesNotEndCleanlyAnnouncesNoLength() throws IOException {
    sandbox.next(nothing().tokens("Hel").close());
    assertThat(RawClient.wire(sandbox, Ask.gravityengine("Hi"))).contains("chunked");
    sandbox.next(answer("Hel").cutAt(20));
    assertThat(RawClient.wire(sandbox, Ask.gravityengine("Hi")))
        .contains("content-length: 186\r\n")
        .endsWith("{\"id\":\"chatcmpl-sand");
  }

  // ---- cuts

  @Test
  void cutInsideAChunk() throws IOException {
    assertThat(wire(answer("Hel", "lo").cutAt(4))).isEqualTo(CHUNKED + "3\r\nHel\r\n2\r\nl");
    assertThat(sandbox.awaitExchange().awaitEnd().fate()).isEqualTo(Fate.CUT);
  }

  @Test
  void cutBetweenChunks() throws IOException {
    assertThat(wire(answer("Hel", "lo").cutAt(3))).isEqualTo(CHUNKED + "3\r\nHel\r\n");
    assertThat(wire(answer("Hel", "lo").cutAt(0))).isEqualTo(CHUNKED);
    assertThat(wire(answer("Hel", "lo").cutAt(99))).isEqualTo(CHUNKED + "3\r\nHel\r\n2\r\nlo\r\n");
  }

  @Test
  void cutAtEveryByteOfTheWire() throws IOException {
    String whole = CHUNKED + "3\r\nHel\r\n2\r\nlo\r\n0\r\n\r\n";
    for (int cut = 0; cut <= whole.length(); cut++) {
      assertThat(wire(answer("Hel", "lo").cutWireAt(cut))).isEqualTo(whole.substring(0, cut));
    }
  }

  @Test
  void cutInTheMiddleOfACharacter() throws IOException {
    sandbox.next(answer("😀").contentLength().cutAt(2));
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi")).readUntil("\r\n\r\n");
      assertThat(client.readAll()).containsExactly(0xF0, 0x9F);
    }
  }

  @Test
  void aCutThatStaysOpen() throws IOException {
    sandbox.next(answer("Hello").cutAt(2).stayOpen());
    try (RawClient client = new RawClient(sandbox)) {
      assertThat(client.send(Ask.yqcloud("Hi")).readUntil("He")).isEqualTo(CHUNKED + "5\r\nHe");
      Exchange exchange = sandbox.awaitExchange();
      assertThat(exchange.fate()).isEqualTo(Fate.IN_PROGRESS);
      client.close();
      assertThat(exchange.awaitClosedByPeer().aborted()).isTrue();
    }
  }

  @Test
  void aResetIsSeenAsAReset() throws IOException {
    Gate read = Gate.shut();
    sandbox.next(nothing().tokens("Hel").await(read).reset());
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi")).readUntil("Hel\r\n");
      read.open();
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(client::readAll)
          .withMessageContaining("reset");
    }
    assertThat(sandbox.awaitExchange().awaitEnd().fate()).isEqualTo(Fate.CUT);
  }

  @Test
  void aResetInsteadOfAResponse() throws IOException {
    sandbox.next(nothing().reset());
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      assertThatExceptionOfType(SocketException.class).isThrownBy(client::readAll);
    }
  }

  @Test
  void aCloseInsteadOfAResponse() throws IOException {
    assertThat(wire(nothing().close())).isEmpty();
  }

  @Test
  void nothingAtAll() throws IOException {
    sandbox.next(nothing().stayOpen());
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      Exchange exchange = sandbox.awaitExchange();
      assertThat(exchange.bytesWritten()).isZero();
      client.close();
      exchange.awaitClosedByPeer();
      assertThat(exchange.bytesWritten()).isZero();
    }
  }

  // ---- gates

  @Test
  void aGateHoldsBackWhatComesAfterIt() throws IOException {
    Gate gate = Gate.shut();
    sandbox.next(nothing().head().await(gate).tokens("late"));
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      gate.awaitReached();
      assertThat(sandbox.awaitExchange().bytesWritten()).isEqualTo(CHUNKED.length());
      gate.open();
      assertThat(client.readUntil("late\r\n0\r\n\r\n")).startsWith(CHUNKED);
    }
  }

  @Test
  void aGateBeforeTheHeadHoldsBackTheHead() throws IOException {
    Gate gate = Gate.shut();
    sandbox.next(nothing().await(gate).then(answer("late")));
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      gate.awaitReached();
      assertThat(sandbox.awaitExchange().bytesWritten()).isZero();
      gate.open();
      assertThat(client.answer().text()).isEqualTo("late");
    }
  }

  @Test
  void aGateOpenedAfterTheSandboxIsClosedDoesNoHarm() throws IOException {
    Gate gate = Gate.shut();
    sandbox.next(nothing().await(gate));
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      gate.awaitReached();
      sandbox.close();
      gate.open();
    }
  }

  // ---- what the client does

  @Test
  void anAbortIsTold() throws IOException {
    sandbox.next(nothing().tokens("Hel").stayOpen());
    Exchange exchange;
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi")).readUntil("Hel");
      exchange = sandbox.awaitExchange();
      client.socket().setSoLinger(true, 0);
    }
    assertThat(exchange.awaitClosedByPeer().fate()).isEqualTo(Fate.ABORTED);
    sandbox.awaitOpenConnections(0);
  }

  @Test
  void anAbortWhileWaitingAtAGateIsTold() throws IOException {
    Gate gate = Gate.shut();
    sandbox.next(nothing().await(gate).then(answer("never read")));
    Exchange exchange;
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      exchange = sandbox.awaitExchange();
      gate.awaitReached();
    }
    exchange.awaitClosedByPeer();
    gate.open();
    assertThat(exchange.bytesWritten()).isZero();
  }

  @Test
  void aClientThatDoesNotReadHoldsBackTheWrite() throws IOException {
    sandbox.next(nothing().flood("x".repeat(10_000)));
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi"));
      Exchange exchange = sandbox.awaitExchange().awaitBlockedWrite();
      long written = exchange.bytesWritten();
      assertThat(written).isPositive();

      client.read((int) written + 1_000_000);

      exchange.awaitBytesWritten(written + 1_000_000);
    }
    sandbox.awaitOpenConnections(0);
  }

  @Test
  void whatDidNotHappenIsToldInWords() throws IOException {
    sandbox.next(nothing().tokens("Hel").stayOpen());
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi")).readUntil("Hel\r\n");
      Exchange exchange = sandbox.awaitExchange().awaitBytesWritten(CHUNKED.length() + 8);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> exchange.awaitClosedByPeer(java.time.Duration.ofMillis(1)))
          .withMessage(
              "exchange 1 (POST /api/generateStream, yqcloud, IN_PROGRESS, 95 bytes written) was"
                  + " not closed by the client within PT0.001S");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    sandbox.next(answer("one").contentLength(), answer("two").contentLength());
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi")).send(Ask.yqcloud("Hi"));
      assertThat(client.answer().text()).isEqualTo("one");
      assertThat(client.answer().text()).isEqualTo("two");
    }
  }
}
