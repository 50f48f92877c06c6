package dev.runnel.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebFileTest {
  private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer server;
  private String origin;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin = "http://127.0.0.1:" + server.getAddress().getPort();
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void aFileComesWithItsCharset() {
    serve("/a", answer(200, "text/plain; charset=\"iso-8859-1\"", "café".getBytes(ISO_8859_1)));

    WebFile.Found found = fetch("/a?key=secret");

    assertThat(found.charset()).contains(ISO_8859_1);
    assertThat(new String(found.bytes(), ISO_8859_1)).isEqualTo("café");
    assertThat(asked).containsExactly("GET /a?key=secret runnel");
  }

  @Test
  void redirectsAreFollowedButNotForEver() {
    serve("/to", redirect("/there"));
    serve("/there", answer(200, "text/plain", "x".getBytes(UTF_8)));
    serve("/round", redirect("/round"));

    assertThat(fetch("/to").bytes()).hasSize(1);
    assertThatThrownBy(() -> fetch("/round"))
        .hasMessage(origin + "/round redirects more than 5 times.");
  }

  @Test
  void nobodyOutsideSendsAFetchIntoTheUsersNetwork() throws Exception {
    serve("/a", redirect(origin + "/inside"));
    InetAddress outside = InetAddress.getByAddress("localhost", new byte[] {(byte) 203, 0, 113, 5});
    WebFile.Resolver resolver =
        host ->
            host.equals("localhost") ? new InetAddress[] {outside} : InetAddress.getAllByName(host);
    WebFile file = new WebFile(Map.of(), resolver, System::nanoTime, Duration.ofSeconds(30));
    String name = origin.replace("127.0.0.1", "localhost") + "/a";

    assertThatThrownBy(() -> file.fetch(WebAddress.of(name), 100))
        .hasMessage(name + " redirects into your own network; not followed.");
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://example.com/x | http://example.com/x is plain http, which anybody on the way can"
            + " read and change; use https.",
        "file:///etc/passwd | Nothing is fetched from 'file://…': an attachment is a file, an https"
            + " address, or - for standard input.",
        "https://me:secret@example.com/ | An address with a user or password in it is not fetched;"
            + " download the file, and attach that.",
        "https:///x | 'https://…' names no host to fetch from.",
        "http://127.0.0.1.example.com/ | http://127.0.0.1.example.com/ is plain http, which anybody"
            + " on the way can read and change; use https.",
      })
  void someAddressesAreNotFetchedFrom(String address, String problem) {
    assertThatThrownBy(() -> WebAddress.of(address))
        .isInstanceOf(UsageException.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.com/x", "http://example.com/x"})
  void someAddressesAreNotRedirectedTo(String location) {
    serve("/a", redirect(location));

    assertThatThrownBy(() -> fetch("/a")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> WebAddress.of("https://a.example/").redirected(origin))
        .hasMessage("https://a.example/ redirects from https to plain http; not followed.");
  }

  @Test
  void aFailureSaysItsStatusAndNotTheQuery() {
    serve("/a", answer(404, "text/html", "gone".getBytes(UTF_8)));
    serve("/mine", answer(403, "text/html", "no".getBytes(UTF_8)));

    assertThatThrownBy(() -> fetch("/a?token=secret")).hasMessage(origin + "/a answered 404.");
    assertThatThrownBy(() -> fetch("/mine"))
        .hasMessage(
            origin + "/mine answered 403; download the file where you may, and attach that.");
  }

  @Test
  void whatIsTooLongIsNotReadToItsEnd() {
    CountDownLatch left = new CountDownLatch(1);
    serve(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[8192]);
            }
          } catch (IOException e) {
            left.countDown();
          }
        });

    assertThatThrownBy(() -> fetch("/a"))
        .hasMessage(origin + "/a is longer than 64 KiB, too long for an attachment.");
    awaited(left);
  }

  @Test
  void whatBreaksOffIsNotAttached() {
    serve(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[50]);
          exchange.getResponseBody().flush();
        });

    assertThatThrownBy(() -> fetch("/a"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(origin + "/a cannot be fetched: it broke off");
  }

  @Test
  void aSilentServerIsNotWaitedForForEver() {
    CountDownLatch done = new CountDownLatch(1);
    serve("/a", exchange -> awaited(done));
    WebFile impatient =
        new WebFile(Map.of(), InetAddress::getAllByName, System::nanoTime, Duration.ofMillis(50));

    assertThatThrownBy(() -> impatient.fetch(WebAddress.of(origin + "/a"), 100))
        .hasMessage(origin + "/a did not answer in time.");
    done.countDown();
  }

  @Test
  void aDrippingServerIsNotWaitedForForEver() {
    serve("/a", answer(200, "text/plain", new byte[100]));
    AtomicLong now = new AtomicLong();
    WebFile file =
        new WebFile(
            Map.of(),
            InetAddress::getAllByName,
            () -> now.getAndAdd(Duration.ofSeconds(31).toNanos()),
            Duration.ofSeconds(30));

    assertThatThrownBy(() -> file.fetch(WebAddress.of(origin + "/a"), 1000))
        .hasMessage(origin + "/a took longer than 30s to send its file.");
  }

  @Test
  void aServerThatIsNotThereIsSaidSo() {
    server.stop(0);

    assertThatThrownBy(() -> fetch("/a"))
        .hasMessageStartingWith(origin + "/a cannot be fetched: Connection refused");
  }

  @Test
  void theProxyOfTheEnvironmentIsUsedBeyondThisMachineOnly() {
    serve("/", answer(200, "text/plain", "through".getBytes(UTF_8)));
    WebFile file = new WebFile(Map.of("HTTPS_PROXY", origin, "HTTP_PROXY", "http://127.0.0.1:1"));

    // A proxy that does not tunnel, so that it is seen to be asked.
    assertThatThrownBy(() -> file.fetch(WebAddress.of("https://far.example/x"), 100))
        .isInstanceOf(UsageException.class);
    assertThat(file.fetch(WebAddress.of(origin + "/here"), 100).bytes()).hasSize(7);
    assertThat(asked).last().isEqualTo("GET /here runnel");
  }

  @Test
  void aProxyThatCannotBeUsedIsNotPassedBy() {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "socks5://me:secret@127.0.0.1:1080");

    assertThatThrownBy(() -> new WebFile(environment).fetch(WebAddress.of("https://a.example/"), 1))
        .hasMessageStartingWith(
            "https://a.example/ would be fetched through the proxy in HTTPS_PROXY, which only works")
        .hasMessageNotContaining("secret");
  }

  private WebFile.Found fetch(String path) {
    return new WebFile(Map.of()).fetch(WebAddress.of(origin + path), 64 << 10);
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("User-Agent"));
          handler.handle(exchange);
          exchange.close();
        });
  }

  private static HttpHandler answer(int status, String contentType, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private static HttpHandler redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
