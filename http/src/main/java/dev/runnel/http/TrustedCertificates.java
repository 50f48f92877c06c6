package dev.runnel.http;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

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
      return TrustOptions.wrap(managerOf(withUsual(extra)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw failures.unreadableTrust(file, e);
    }
  }

  private static KeyStore withUsual(Collection<? extends Certificate> extra)
      throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    int name = 0;
    for (X509Certificate usual : managerOf(null).getAcceptedIssuers()) {
      all.setCertificateEntry("usual-" + name++, usual);
    }
    for (Certificate certificate : extra) {
      all.setCertificateEntry("extra-" + name++, certificate);
    }
    return all;
  }

  /** Of the usual authorities where no store is given. */
  private static X509TrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("This Java has no X.509 trust manager");
  }
}
