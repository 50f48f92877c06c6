package dev.runnel.sandbox.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.SSLException;

/**
 * A fresh self-signed certificate for 127.0.0.1, ::1 and localhost, and its key.
 *
 * <p>Encoded here rather than by {@code keytool}, which is a process of half a second and is
 * missing from some run-time images, or by a library, none of which does it in less than megabytes.
 */
public final class LoopbackCertificate {

  private static final byte[] ECDSA_WITH_SHA256 =
      Der.value(Der.SEQUENCE, Der.oid(1, 2, 840, 10045, 4, 3, 2));
  private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = Der.oid(2, 5, 29, 17);
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final KeyPair keys;
  private final X509Certificate certificate;

  private LoopbackCertificate(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** Makes one that is valid from yesterday for a month. */
  public static LoopbackCertificate make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] content = content(keys);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      byte[] signed =
          Der.value(Der.SEQUENCE, content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
      return new LoopbackCertificate(
          keys,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(signed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no elliptic curves or X.509", e);
    }
  }

  private static byte[] content(KeyPair keys) {
    byte[] version3 = Der.value(0xA0, Der.value(Der.INTEGER, new byte[] {2}));
    byte[] serial = new BigInteger(64, new SecureRandom()).add(BigInteger.ONE).toByteArray();
    byte[] name =
        Der.value(
            Der.SEQUENCE,
            Der.value(
                Der.SET,
                Der.value(
                    Der.SEQUENCE,
                    COMMON_NAME,
                    Der.value(Der.UTF8_STRING, "Runnel sandbox".getBytes(UTF_8)))));
    Instant now = Instant.now();
    byte[] validity =
        Der.value(
            Der.SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(30))));
    return Der.value(
        Der.SEQUENCE,
        version3,
        Der.value(Der.INTEGER, serial),
        ECDSA_WITH_SHA256,
        name,
        validity,
        name,
        keys.getPublic().getEncoded(),
        Der.value(0xA3, Der.value(Der.SEQUENCE, alternativeNames())));
  }

  private static byte[] alternativeNames() {
    byte[] loopback6 = new byte[16];
    loopback6[15] = 1;
    byte[] names =
        Der.value(
            Der.SEQUENCE,
            Der.value(DNS_NAME, "localhost".getBytes(US_ASCII)),
            Der.value(IP_ADDRESS, new byte[] {127, 0, 0, 1}),
            Der.value(IP_ADDRESS, loopback6));
    return Der.value(Der.SEQUENCE, SUBJECT_ALTERNATIVE_NAME, Der.value(Der.OCTET_STRING, names));
  }

  private static byte[] time(Instant instant) {
    return Der.value(Der.UTC_TIME, UTC.format(instant).getBytes(US_ASCII));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate as PEM text. */
  public String pem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its key as PEM text, in PKCS #8. */
  public String keyPem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static String pem(String what, byte[] content) {
    byte[] lineEnd = {'\n'};
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, lineEnd).encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }

  /** Serves https with it. */
  public SslContext serving() {
    try {
      return SslContextBuilder.forServer(keys.getPrivate(), certificate)
          .sslProvider(SslProvider.JDK)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("Cannot serve https with a certificate made just now", e);
    }
  }
}
