package dev.runnel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The usual authorities and those of a file; never everybody. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  static TrustOptions read(String file, Failures failures) {
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> extra =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (extra.isEmpty()) {
        throw new IOException("it holds no certificate");
      }
      // Not TrustOptions.wrap: that class of Vert.x does not load without SLF4J.
      PemTrustOptions all = new PemTrustOptions();
      for (Certificate certificate : usual().getAcceptedIssuers()) {
        all.addCertValue(pem(certificate));
      }
      for (Certificate certificate : extra) {
        all.addCertValue(pem(certificate));
      }
      return all;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw failures.unreadableTrust(file, e);
    }
  }

  private static X509TrustManager usual() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("This Java has no X.509 trust manager");
  }

  private static Buffer pem(Certificate certificate) throws GeneralSecurityException {
    return Buffer.buffer()
        .appendString("-----BEGIN CERTIFICATE-----\n")
        .appendString(
            Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(certificate.getEncoded()))
        .appendString("\n-----END CERTIFICATE-----\n");
  }
}
