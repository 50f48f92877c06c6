package dev.runnel.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.gateway.Gateway;
import dev.runnel.sandbox.wire.LoopbackCertificate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;
  private Stand stand;
  private Path certificate;
  private Path key;

  @BeforeEach
  void set() {
    stand = new Stand(folder);
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
  }

  @AfterEach
  void clear() {
    stand.close();
  }

  @Test
  void answersOverTlsAndHttp2AndShowsACertificateThatWasReplaced() throws Exception {
    LoopbackCertificate first = show(LoopbackCertificate.make());
    try (Gateway gateway = gateway()) {
      HttpResponse<String> response = ask(gateway, first);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(gateway.origin().getScheme()).isEqualTo("https");

      LoopbackCertificate second = show(LoopbackCertificate.make());
      Stand.await(() -> shows(gateway, second));

      Files.writeString(certificate, "no certificate");
      Files.writeString(key, "no key");
      assertThat(shows(gateway, second)).isTrue();
      assertThat(shows(gateway, first)).isFalse();
    }
  }

  @Test
  void aProbeThatAsksForTheHeadAloneIsAnswered() throws Exception {
    LoopbackCertificate shown = show(LoopbackCertificate.make());
    try (Gateway gateway = gateway()) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        for (String path : List.of("/readyz", "/healthz")) {
          HttpResponse<String> head = ask(gateway, shown, version, path, "HEAD", "");
          assertThat(head.statusCode()).isEqualTo(200);
          assertThat(head.version()).isEqualTo(version);
          assertThat(head.body()).isEmpty();
          assertThat(head.headers().firstValue("content-length"))
              .contains(ask(gateway, shown, version, path, "GET", "").body().length() + "");
        }
      }
    }
  }

  @Test
  void aKeyThatIsAnothersIsRefusedAtTheStartAndLater() throws Exception {
    LoopbackCertificate first = show(LoopbackCertificate.make());
    LoopbackCertificate second = LoopbackCertificate.make();
    Files.writeString(key, second.keyPem());
    assertThatThrownBy(this::gateway)
        .isInstanceOf(TlsFileException.class)
        .hasMessage(
            key
                + " is not the key of the first certificate in "
                + certificate
                + ", which has to be the server's own");

    show(first);
    try (Gateway gateway = gateway()) {
      List<String> said = new CopyOnWriteArrayList<>();
      try (AutoCloseable listening = listening(said)) {
        Files.writeString(key, second.keyPem());
        Stand.await(() -> said.toString().contains("The certificate stays as it was"));
        assertThat(listening).isNotNull();
      }
      assertThat(shows(gateway, first)).isTrue();
      Files.writeString(certificate, second.pem());
      Stand.await(() -> shows(gateway, second));
    }
  }

  @Test
  void whatIsWrongWithAFileIsSaid() throws Exception {
    LoopbackCertificate one = LoopbackCertificate.make();
    assertThat(complaint("", one.keyPem())).isEqualTo(certificate + " is empty");
    assertThat(complaint("0\u0082", one.keyPem()))
        .startsWith(certificate + " is not PEM, but maybe");
    assertThat(complaint("hello", one.keyPem())).startsWith(certificate + " is not PEM: ");
    assertThat(complaint(one.keyPem(), one.pem()))
        .startsWith(certificate + " has a key and no certificate: ");
    assertThat(complaint(one.pem().replaceAll("(?s)(BEGIN.*?\n).{40}", "$1"), one.keyPem()))
        .startsWith(certificate + " has a certificate that cannot be read: ");
    assertThat(complaint(one.pem(), one.pem())).startsWith(key + " has no key in it: ");
    assertThat(complaint(one.pem(), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
        .startsWith(key + " is encrypted, ")
        .contains("`openssl pkey -in " + key + "`");
    assertThat(complaint(one.pem(), one.keyPem().replaceAll("(?s)(BEGIN.*?\n).{40}", "$1")))
        .startsWith(key + " has a key that cannot be read: ");
  }

  private String complaint(String ofCertificate, String ofKey) throws IOException {
    Files.writeString(certificate, ofCertificate);
    Files.writeString(key, ofKey);
    try (Gateway gateway = gateway()) {
      return gateway.origin() + " listens";
    } catch (TlsFileException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static AutoCloseable listening(List<String> said) {
    Logger logger = Logger.getLogger("dev.runnel.gateway");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord told) {
            said.add(told.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    return () -> logger.removeHandler(handler);
  }

  @Test
  void afterAFileThatIsWrongTheOldCertificateStays() throws Exception {
    LoopbackCertificate first = show(LoopbackCertificate.make());
    try (Gateway gateway = gateway()) {
      Files.writeString(certificate, "no certificate");
      assertThat(shows(gateway, first)).isTrue();
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Files.writeString(key, LoopbackCertificate.make().keyPem());

    assertThatThrownBy(this::gateway)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(certificate.toString());
  }

  private Gateway gateway() throws IOException {
    return stand.gateway("tls-certificate=" + certificate, "tls-key=" + key);
  }

  private LoopbackCertificate show(LoopbackCertificate one) throws IOException {
    Files.writeString(certificate, one.pem());
    Files.writeString(key, one.keyPem());
    return one;
  }

  private static boolean shows(Gateway gateway, LoopbackCertificate one) {
    try {
      return ask(gateway, one).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> ask(Gateway gateway, LoopbackCertificate trusted)
      throws Exception {
    HttpClient.Version version = HttpClient.Version.HTTP_2;
    return ask(gateway, trusted, version, "/v1/chat/completions", "POST", Stand.HELLO);
  }

  private static HttpResponse<String> ask(
      Gateway gateway,
      LoopbackCertificate trusted,
      HttpClient.Version version,
      String path,
      String method,
      String body)
      throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(version)
            .sslContext(trusting(trusted.certificate()))
            .build();
    return client.send(
        HttpRequest.newBuilder(gateway.origin().resolve(path))
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext trusting(X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    store.setCertificateEntry("gateway", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
