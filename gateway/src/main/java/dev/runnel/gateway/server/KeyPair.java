package dev.runnel.gateway.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.runnel.config.settings.GatewaySettings.TlsFiles;
import dev.runnel.gateway.access.TlsFileException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** A certificate and the key that belongs to it, of two PEM files. */
final class KeyPair {
  private final TlsFiles files;
  private final Buffer chain;
  private final Buffer key;
  private final X509Certificate certificate;

  private KeyPair(TlsFiles files, Buffer chain, Buffer key, X509Certificate certificate) {
    this.files = files;
    this.chain = chain;
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Reads them. Blocks.
   *
   * @throws TlsFileException when one cannot be read, or they are no pair
   */
  static KeyPair read(TlsFiles files, Vertx vertx) throws TlsFileException {
    String chain = text(files.certificate());
    String key = text(files.key());
    if (!chain.contains("-----BEGIN CERTIFICATE-----")) {
      throw wrong(
          files.certificate(),
          chain.contains("PRIVATE KEY-----")
              ? "has a key and no certificate: are tls-certificate and tls-key the wrong way round?"
              : "has no certificate in it: a block that begins with -----BEGIN CERTIFICATE-----");
    }
    if (key.contains("-----BEGIN ENCRYPTED ") || key.contains("Proc-Type: 4,ENCRYPTED")) {
      throw wrong(
          files.key(),
          "is encrypted, and nobody is asked for its password: `openssl pkey -in FILE` writes it"
              + " without one");
    }
    if (!key.contains("PRIVATE KEY-----")) {
      throw wrong(
          files.key(), "has no key in it: a block that begins with -----BEGIN PRIVATE KEY-----");
    }
    X509Certificate first = first(files.certificate(), chain);
    KeyPair pair = new KeyPair(files, buffer(chain), buffer(key), first);
    pair.check(vertx);
    return pair;
  }

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().addCertValue(chain).addKeyValue(key);
  }

  /** What clients will say against it now; empty: nothing. */
  Optional<String> objection(Instant now) {
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return Optional.of(
          "The certificate in "
              + files.certificate()
              + " has expired at "
              + certificate.getNotAfter().toInstant()
              + ": clients refuse it");
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return Optional.of(
          "The certificate in "
              + files.certificate()
              + " is not valid before "
              + certificate.getNotBefore().toInstant()
              + ": clients refuse it until then");
    }
    return Optional.empty();
  }

  private void check(Vertx vertx) throws TlsFileException {
    try {
      PrivateKey signer = privateKey(vertx);
      byte[] words = "Whose is it?".getBytes(ISO_8859_1);
      Signature signature = Signature.getInstance(algorithm(signer));
      signature.initSign(signer);
      signature.update(words);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(words);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) { // of another kind, or of another length
      throw unfit(e);
    }
    throw unfit(null);
  }

  private TlsFileException unfit(@Nullable Throwable cause) {
    return new TlsFileException(
        files.key()
            + " is not the key of the first certificate in "
            + files.certificate()
            + ", which has to be the server's own",
        cause);
  }

  private PrivateKey privateKey(Vertx vertx) throws TlsFileException {
    try {
      String kind = certificate.getPublicKey().getAlgorithm();
      for (KeyManager one : options().getKeyManagerFactory(vertx).getKeyManagers()) {
        if (one instanceof X509KeyManager manager) {
          String[] names = manager.getServerAliases(kind, null);
          if (names != null && names.length > 0) {
            return manager.getPrivateKey(names[0]);
          }
        }
      }
    } catch (Exception e) { // whatever a parser throws
      throw new TlsFileException(
          files.key() + " has a key that cannot be read: " + e.getMessage(), e);
    }
    throw new TlsFileException(
        files.certificate()
            + " has a certificate for a kind of key that is not known here: "
            + certificate.getPublicKey().getAlgorithm(),
        null);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm(); // Ed25519 and its like are named as their signatures
    };
  }

  private static X509Certificate first(Path file, String pem) throws TlsFileException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(ISO_8859_1)))
              .iterator()
              .next();
    } catch (CertificateException e) {
      throw new TlsFileException(
          file + " has a certificate that cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws TlsFileException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsFileException("Cannot read " + file + ", which TLS needs: it is not there", e);
    } catch (AccessDeniedException e) {
      throw new TlsFileException("Cannot read " + file + ", which TLS needs: this user may not", e);
    } catch (IOException e) {
      throw new TlsFileException("Cannot read " + file + ", which TLS needs: " + e.getMessage(), e);
    }
    if (!text.contains("-----BEGIN ")) {
      throw wrong(
          file,
          text.isEmpty()
              ? "is empty"
              : text.charAt(0) == 0x30 // as DER begins
                  ? "is not PEM, but maybe DER, of which `openssl` makes PEM"
                  : "is not PEM: no line of it begins with -----BEGIN");
    }
    return text;
  }

  private static TlsFileException wrong(Path file, String what) {
    return new TlsFileException(file + " " + what.replace("FILE", file.toString()), null);
  }

  private static Buffer buffer(String text) {
    return Buffer.buffer(text.getBytes(ISO_8859_1));
  }
}
