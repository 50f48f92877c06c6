package dev.runnel.cassette;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom a recorder believes: the usual authorities and those of a file; never everybody. */
final class ClientTrust {
  private ClientTrust() {}

  static SslContext context(Optional<Path> extra) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
      if (extra.isPresent()) {
        builder.trustManager(with(extra.get()));
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException e) {
      throw new CassetteException(
          "The certificates to trust"
              + extra.map(file -> " in '" + file + "'").orElse("")
              + " cannot be read: "
              + e
              + ".",
          e);
    }
  }

  private static TrustManagerFactory with(Path file) throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    int count = 0;
    for (Certificate usual : usual().getAcceptedIssuers()) {
      all.setCertificateEntry("usual-" + count++, usual);
    }
    try (InputStream pem = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        all.setCertificateEntry("extra-" + count++, one);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(all);
    return factory;
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
}
