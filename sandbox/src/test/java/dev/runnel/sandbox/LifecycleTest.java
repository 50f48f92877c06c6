package dev.runnel.sandbox;

import static dev.runnel.sandbox.script.Script.answer;
import static dev.runnel.sandbox.script.Script.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private static List<String> sandboxThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("runnel-sandbox"))
        .map(thread -> thread.getName() + (thread.isDaemon() ? "" : " is no daemon"))
        .sorted()
        .toList();
  }

  @Test
  void itsThreadsAreDaemonsAndGoneAfterClose() throws IOException {
    Sandbox sandbox = Sandbox.start();
    sandbox.next(nothing().tokens("a").stayOpen());
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.yqcloud("Hi")).readUntil("a\r\n");
      assertThat(sandboxThreads()).isNotEmpty().noneMatch(name -> name.contains("no daemon"));

      sandbox.close();

      assertThat(sandboxThreads()).isEmpty();
      assertThat(client.readAll()).isEmpty();
    }
    sandbox.close();
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new RawClient(sandbox).close());
  }

  @Test
  void aPortInUseIsToldSo() {
    try (Sandbox sandbox = Sandbox.start()) {
      SandboxBuilder second = Sandbox.builder().port(sandbox.port());
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(second::start)
          .withMessage(
              "Cannot listen on 127.0.0.1:"
                  + sandbox.port()
                  + "; is another program using the port?");
    }
    assertThat(sandboxThreads()).isEmpty();
  }

  @Test
  void onlyTheNewestExchangesAreKept() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().keepExchanges(2).start();
        RawClient client = new RawClient(sandbox)) {
      for (int i = 0; i < 5; i++) {
        client.send(Ask.yqcloud("Hi")).answer();
      }
      assertThat(sandbox.exchanges())
          .extracting(exchange -> exchange.number())
          .containsExactly(4, 5);
    }
  }

  @Test
  void aThousandStreamsAtOnceOnTwoThreads() throws IOException {
    int streams = 1_000;
    List<RawClient> clients = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start()) {
      Gate half = Gate.shut();
      sandbox.always(answer("one", "two").await(half).tokens(" and the rest").contentLength());
      for (int i = 0; i < streams; i++) {
        clients.add(new RawClient(sandbox).send(Ask.yqcloud("Hi")));
      }
      sandbox.awaitOpenConnections(streams);
      assertThat(sandboxThreads()).hasSize(2);
      half.open();
      for (RawClient client : clients) {
        assertThat(client.answer().text()).isEqualTo("onetwo and the rest");
      }
      assertThat(sandbox.violations()).isEmpty();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aLargeBodyArrivesWhole() throws IOException {
    byte[] large = new byte[20_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) i;
    }
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.next(nothing().bytes(large).inPiecesOf(10_000));
      assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).body()).isEqualTo(large);
    }
  }

  @Test
  void aPacedAnswerIsTheSameAnswer() throws IOException {
    Pace pace = new Pace(Duration.ofMillis(2), Duration.ofMillis(2), Duration.ofMillis(1));
    try (Sandbox paced = Sandbox.builder().pace(pace).start();
        Sandbox unpaced = Sandbox.start()) {
      assertThat(RawClient.ask(paced, Ask.yqcloud("Who are you?")).text())
          .isEqualTo(RawClient.ask(unpaced, Ask.yqcloud("Who are you?")).text());
    }
  }

  // ---- TLS

  @Test
  void servesHttpsWithACertificateThatCanBeTrusted() throws Exception {
    try (Sandbox sandbox = Sandbox.builder().tls().start()) {
      assertThat(sandbox.origin()).startsWith("https://127.0.0.1:");
      assertThat(sandbox.certificatePem()).startsWith("-----BEGIN CERTIFICATE-----\n");
      try (RawClient client = new RawClient(secure(sandbox, trusting(sandbox)))) {
        assertThat(client.send(Ask.lockchat("Hi")).answer().text()).endsWith("[DONE]\n\n");
      }
      assertThatExceptionOfType(SSLHandshakeException.class)
          .isThrownBy(() -> secure(sandbox, SSLContext.getDefault()));
    }
  }

  @Test
  void aResetUnderTlsIsAReset() throws Exception {
    try (Sandbox sandbox = Sandbox.builder().tls().start();
        RawClient client = new RawClient(secure(sandbox, trusting(sandbox)))) {
      Gate read = Gate.shut();
      sandbox.next(nothing().tokens("Hel").await(read).reset());
      client.send(Ask.yqcloud("Hi")).readUntil("Hel");
      read.open();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(client::readAll)
          .withMessageContaining("reset");
    }
  }

  @Test
  void aPlainSandboxHasNoCertificate() {
    try (Sandbox sandbox = Sandbox.start()) {
      assertThatIllegalStateException()
          .isThrownBy(sandbox::certificate)
          .withMessageContaining("builder().tls()");
    }
  }

  private static SSLContext trusting(Sandbox sandbox) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("sandbox", sandbox.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Socket secure(Sandbox sandbox, SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), sandbox.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  // ---- before a request

  @Test
  void aSandboxThatNeverReadsAnswersNoHandshake() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().tls().neverReads().start();
        RawClient client = new RawClient(sandbox)) {
      sandbox.awaitOpenConnections(1);
      client.socket().setSoTimeout(1);
      client.send(new byte[] {22, 3, 1});
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> client.read(1));
      assertThat(sandbox.exchanges()).isEmpty();
    }
  }

  @Test
  void aSilentBlackHoleSeesItsVisitorsComeAndGo() throws IOException {
    try (BlackHole hole = BlackHole.silent()) {
      Socket client = new Socket(InetAddress.getLoopbackAddress(), hole.port());
      client.getOutputStream().write(42);
      try (BlackHole.Visitor visitor = hole.awaitVisitor(Duration.ofSeconds(10))) {
        client.close();
        visitor.awaitClosedByPeer(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void aFullBlackHoleLetsAConnectionAttemptHang() throws IOException {
    try (BlackHole hole = BlackHole.full()) {
      Assumptions.assumeTrue(hole.isFull(), "this system's backlog takes every connection");
      try (Socket client = new Socket()) {
        assertThatExceptionOfType(SocketTimeoutException.class)
            .isThrownBy(
                () ->
                    client.connect(
                        new java.net.InetSocketAddress(
                            InetAddress.getLoopbackAddress(), hole.port()),
                        50));
      }
    }
  }

  @Test
  void nothingListensOnARefusingPort() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), BlackHole.refusingPort()).close());
  }
}
