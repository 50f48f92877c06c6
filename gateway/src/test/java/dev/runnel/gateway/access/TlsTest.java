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
    HttpClient client = HttpClient.newBuilder().sslContext(trusting(trusted.certificate())).build();
    return client.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Stand.HELLO))
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
