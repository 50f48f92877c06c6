package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.FileTrouble;
import dev.runnel.config.settings.GatewaySettings.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The files that TLS needs, looked at before a gateway starts with them. */
final class CertificateFile {
  private CertificateFile() {}

  /**
   * The certificate's file, where nobody but itself vouches for it.
   *
   * @throws UsageException when one of the files cannot be read, or is not what it is to be
   */
  static Optional<Path> selfSigned(TlsFiles files) {
    X509Certificate certificate = certificate(files.certificate());
    checkKey(files.key());
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        ? Optional.of(files.certificate())
        : Optional.empty();
  }

  private static X509Certificate certificate(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    } catch (IOException e) {
      throw unreadable("certificate", e);
    } catch (CertificateException e) {
      throw new UsageException(
          "There is no certificate in "
              + file
              + ", which tls-certificate names: it is to be in PEM, and to begin with -----BEGIN"
              + " CERTIFICATE-----.",
          e);
    }
  }

  private static void checkKey(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!text.contains("PRIVATE KEY-----") || text.contains("ENCRYPTED PRIVATE KEY-----")) {
        throw new UsageException(
            "There is no plain private key in "
                + file
                + ", which tls-key names: it is to be in PEM, without a password, and to begin with"
                + " -----BEGIN PRIVATE KEY-----.");
      }
    } catch (IOException e) {
      throw unreadable("key", e);
    }
  }

  private static UsageException unreadable(String what, IOException e) {
    return new UsageException(
        "The " + what + " of TLS cannot be read: " + Failure.sentence(FileTrouble.inWords(e)), e);
  }
}
