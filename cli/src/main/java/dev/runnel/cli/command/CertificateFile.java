package dev.runnel.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** A certificate that a gateway shows, as its clients will see it. */
final class CertificateFile {
  private CertificateFile() {}

  /** Whether nobody but itself vouches for it; not where it cannot be read any more. */
  static boolean isSelfSigned(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      X509Certificate first =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
      return first.getSubjectX500Principal().equals(first.getIssuerX500Principal());
    } catch (IOException | CertificateException e) {
      return false;
    }
  }
}
