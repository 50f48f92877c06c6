package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.Secret;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a recorder passes on, and what it writes down. */
@Timeout(60)
class RecorderTest {
  @TempDir Path folder;
  private Path file;
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    file = folder.resolve("a.cassette");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Recorder record() {
    return Cassette.record(URI.create(sandbox.origin()), file);
  }

  private Taped only() {
    Cassette cassette = Cassette.read(file);
    assertThat(cassette.whole()).isTrue();
    assertThat(cassette.size()).isEqualTo(1);
    return cassette.exchanges().get(0);
  }

  @Test
  void theClientHearsTheServiceAndTheServiceTheClient() throws Exception {
    sandbox.next(Script.answer("Grüße, ", "😀"));

    Web.Got got;
    try (Recorder recorder = record()) {
      got = Web.send(Web.lockchat(recorder.baseUrl(), "Hi"));
    }

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.broken()).isFalse();
    assertThat(got.body()).contains("Grüße, ", "😀", "[DONE]");
    Exchange exchange = sandbox.awaitExchange();
    assertThat(exchange.violations()).isEmpty();
    assertThat(exchange.request().header("host")).contains("127.0.0.1:" + sandbox.port());
    Taped taped = only();
    assertThat(taped.request().target()).isEqualTo("/v1/chat/completions");
    assertThat(new String(taped.request().body(), UTF_8)).contains("\"content\":\"Hi\"");
    assertThat(taped.end().kind()).isEqualTo(Ending.ENDED);
    assertThat(Files.readString(file))
        .contains("upstream upstream " + sandbox.origin())
        .contains("<| data: {")
        .doesNotContain("user-agent", "host:");
  }

  @Test
  void everyEndIsTold() throws Exception {
    Duration apart = Duration.ofMillis(50); // or a reset overtakes what was said before it
    Script said = Script.nothing().role().tokens("Hel").pause(apart);
    sandbox.next(
        said.finish("stop").done().contentLength(),
        said.finish("stop").done().untilClose(),
        said.close(),
        said.reset(),
        Script.nothing().pause(apart).reset(),
        Script.status(429).header("retry-after", "7").json("{}"));

    try (Recorder recorder = record()) {
      for (boolean broken : List.of(false, false, true, true, true, false)) {
        assertThat(Web.send(Web.lockchat(recorder.baseUrl(), "Hi")).broken()).isEqualTo(broken);
      }
    }

    List<Taped> taped = Cassette.read(file).exchanges();
    assertThat(taped)
        .extracting(one -> one.end().kind())
        .containsExactly(
            Ending.ENDED, Ending.ENDED, Ending.CUT, Ending.RESET, Ending.RESET, Ending.ENDED);
    assertThat(taped.get(4).answer()).isEmpty();
    assertThat(taped.get(5).answer().orElseThrow().header("retry-after")).contains("7");
  }

  @Test
  void timeIsKept() throws Exception {
    Duration pause = Duration.ofMillis(60);
    sandbox.next(Script.nothing().pause(pause).head().tokens("a").pause(pause).tokens("b").done());

    try (Recorder recorder = record()) {
      Web.send(Web.lockchat(recorder.baseUrl(), "Hi"));
    }

    Taped taped = only();
    Duration almost = pause.minusMillis(5); // what a timer may be early, and what rounding takes
    assertThat(taped.answer().orElseThrow().after()).isGreaterThanOrEqualTo(almost);
    assertThat(taped.body().stream().map(Taped.Chunk::after))
        .anySatisfy(after -> assertThat(after).isGreaterThanOrEqualTo(almost));
  }

  @Test
  void aClientThatGoesAbortsTheExchangeWithTheService() throws Exception {
    sandbox.next(Script.nothing().role().tokens("Hel").stayOpen());

    try (Recorder recorder = record()) {
      HttpClient client = HttpClient.newHttpClient();
      CompletableFuture<HttpResponse<Stream<String>>> answer =
          client.sendAsync(
              Web.lockchat(recorder.baseUrl(), "Hi").build(), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = answer.join().body()) {
        assertThat(lines.filter(line -> line.contains("Hel")).findFirst()).isPresent();
      }
      sandbox.awaitExchange().awaitClosedByPeer();
    }

    assertThat(only().end().kind()).isEqualTo(Ending.ABORTED);
  }

  @Test
  void aRecordingThatIsKilledIsAReadableCassette() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(Script.nothing().role().tokens("Hel").await(gate).tokens("lo").done());
    Path killed = folder.resolve("killed.cassette");

    try (Recorder recorder = record()) {
      CompletableFuture<Web.Got> got =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Web.send(Web.lockchat(recorder.baseUrl(), "Hi"));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      sandbox.awaitExchange();
      while (!Files.readString(file).matches("(?s).*Hel[^\\n]*\\n.*")) { // the whole line
        Thread.onSpinWait();
      }
      Files.copy(file, killed); // what a kill at this moment would leave
      gate.open();
      assertThat(got.join().broken()).isFalse();
    }

    Cassette cassette = Cassette.read(killed);
    assertThat(cassette.whole()).isFalse();
    assertThat(cassette).hasToString("Cassette[killed.cassette, 1 exchanges, cut]");
    try (Player player = Cassette.replay(killed)) {
      Web.Got got = Web.send(Web.lockchat(player.baseUrl(), "Hi"));
      assertThat(got.body()).contains("Hel").doesNotContain("\"lo\"");
      assertThat(got.broken()).isTrue();
    }
  }

  @Test
  void exchangesThatOverlapStandOneAfterTheOther() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(
        Script.nothing().role().tokens("slow").await(gate).tokens("ly").done(),
        Script.answer("fast"));

    try (Recorder recorder = record()) {
      CompletableFuture<Web.Got> slow =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Web.send(Web.lockchat(recorder.baseUrl(), "Slow?"));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      sandbox.awaitExchange();
      assertThat(Web.send(Web.lockchat(recorder.baseUrl(), "Fast?")).body()).contains("fast");
      gate.open();
      assertThat(slow.join().body()).contains("slow", "ly");
    }

    try (Player player = Cassette.replay(file)) {
      assertThat(player.cassette().exchanges()).extracting(Taped::number).containsExactly(1, 2);
      assertThat(Web.send(Web.lockchat(player.baseUrl(), "Fast?")).body()).contains("fast");
      assertThat(Web.send(Web.lockchat(player.baseUrl(), "Slow?")).body()).contains("slow");
      player.verify();
    }
  }

  @Test
  void aServiceBehindTlsIsRecordedWhereItsCertificateIsTrusted() throws Exception {
    try (Sandbox secure = Sandbox.builder().tls().start()) {
      secure.next(Script.answer("Hello"));
      Path pem = Files.writeString(folder.resolve("ca.pem"), secure.certificatePem());
      Upstream upstream = Upstream.of("acme", URI.create(secure.origin()));

      try (Recorder recorder = Recorder.to(file).start()) {
        URI base = recorder.inFrontOf(upstream.trust(pem));
        assertThat(Web.send(Web.lockchat(base, "Hi")).body()).contains("Hello");
      }
      assertThat(Cassette.read(file).upstreams()).containsKey("acme");

      Path other = folder.resolve("b.cassette");
      try (Recorder recorder = Recorder.to(other).start()) {
        URI base = recorder.inFrontOf(upstream);
        assertThat(Web.send(Web.lockchat(base, "Hi")).broken()).isTrue();
        assertThat(recorder.troubles())
            .singleElement()
            .asString()
            .startsWith("acme at " + secure.origin() + " was not reached: ");
      }
      assertThat(secure.exchanges()).hasSize(1);
    }
  }

  @Test
  void aServiceBehindAProxyIsRecordedAndTheProxysCredentialsAreNot() throws Exception {
    sandbox.next(Script.answer("Hello"));
    try (TunnelProxy proxy = new TunnelProxy();
        Recorder recorder = Recorder.to(file).start()) {
      Upstream upstream =
          Upstream.of("acme", URI.create("http://acme.invalid:" + sandbox.port()))
              .proxy(proxy.address(), Optional.of(Secret.of("me:pass-word")));
      URI base = recorder.inFrontOf(upstream);

      Web.Got got = Web.send(Web.lockchat(base, "Hi"));

      assertThat(recorder.troubles()).isEmpty();
      assertThat(got.body()).contains("Hello");
      assertThat(proxy.asked())
          .contains("CONNECT acme.invalid:" + sandbox.port())
          .containsIgnoringCase("proxy-authorization: basic ");
    }
    assertThat(Files.readString(file)).doesNotContain("pass-word", "proxy");
  }

  @Test
  void severalServicesAreOnOneCassette() throws Exception {
    try (Recorder recorder = Recorder.to(file).start()) {
      URI one = recorder.inFrontOf(Upstream.of("one", URI.create(sandbox.origin() + "/")));
      URI two = recorder.inFrontOf(Upstream.of("two", URI.create(sandbox.origin())));
      sandbox.next(Script.answer("first"), Script.answer("second"));
      Web.send(Web.lockchat(URI.create(one.toString().replaceAll("/$", "")), "Hi"));
      Web.send(Web.lockchat(two, "Hi"));
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(recorder::baseUrl)
          .withMessage("This recorder stands before 2 services: [one, two]");
    }

    try (Player player = Cassette.replay(file)) {
      assertThat(Web.send(Web.lockchat(player.baseUrl("two"), "Hi")).body()).contains("second");
      assertThat(Web.send(Web.lockchat(player.baseUrl("two"), "Hi")).status()).isEqualTo(400);
      URI one = URI.create(player.baseUrl("one").toString().replaceAll("/$", ""));
      assertThat(Web.send(Web.lockchat(one, "Hi")).body()).contains("first");
    }
  }

  @Test
  void aServiceThatIsNotThereIsSaidSo() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    URI upstream = URI.create("http://127.0.0.1:" + nobody);

    try (Recorder recorder = Cassette.record(upstream, file)) {
      assertThat(Web.send(Web.lockchat(recorder.baseUrl(), "Hi")).broken()).isTrue();
      assertThat(recorder.troubles()).singleElement().asString().contains("refused");
    }

    assertThat(only().end().kind()).isEqualTo(Ending.UNREACHABLE);
    try (Player player = Cassette.replay(file)) {
      assertThat(Web.send(Web.lockchat(player.baseUrl(), "Hi")).broken()).isTrue();
      player.verify();
    }
  }

  @Test
  void credentialsAreNotPassedOnInClearBeyondThisMachine() throws Exception {
    Upstream plain =
        Upstream.of("plain", URI.create("http://service.invalid"))
            .secrets(List.of(Secret.of("sk-12345")));
    try (Recorder recorder = Recorder.to(file).start()) {
      URI base = recorder.inFrontOf(plain);

      for (String header : List.of("Authorization", "x-some")) {
        Web.Got got = Web.send(Web.lockchat(base, "Hi").header(header, "Bearer sk-12345"));
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.body())
            .contains("Credentials are not sent to http://service.invalid over plain http");
      }
      Web.Got inBody = Web.send(Web.lockchat(base, "My key is sk-12345"));
      assertThat(inBody.status()).isEqualTo(400);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void theFileIsItsOwnersAlone() throws Exception {
    try (Recorder recorder = record()) {
      assertThat(recorder.baseUrl().getHost()).isEqualTo("127.0.0.1");
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void whereNothingWasAskedNothingIsLeft() {
    record().close();

    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatExistsIsReplacedOnlyWhereThatIsWanted() throws Exception {
    Files.writeString(file, "precious");
    assertThatExceptionOfType(CassetteException.class)
        .isThrownBy(this::record)
        .withMessage("There is a file '" + file + "' already, and a recording would replace it.");
    assertThat(file).hasContent("precious");

    Recorder.to(file).overwrite().start().close();
    assertThat(file).hasContent("precious"); // nothing was asked, so that there is no other

    try (Recorder recorder = Recorder.to(file).overwrite().start()) {
      URI base = recorder.inFrontOf(Upstream.of("acme", URI.create(sandbox.origin())));
      Web.send(Web.lockchat(base, "Hi"));
    }
    assertThat(Cassette.read(file).size()).isEqualTo(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatCannotBeMadeIsSaidBeforeAnythingIsSent() {
    assertThatExceptionOfType(CassetteException.class)
        .isThrownBy(
            () ->
                Cassette.record(
                    URI.create(sandbox.origin()), folder.resolve("none").resolve("a.cassette")))
        .withMessageContaining("cannot be written: there is no such folder.");
    assertThat(sandbox.exchanges()).isEmpty();
  }

  @Test
  void nothingIsLeftRunning() throws IOException {
    Recorder recorder = record();
    URI base = recorder.baseUrl();
    recorder.close();
    recorder.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("runnel-recorder"));
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()));
    }
  }
}
