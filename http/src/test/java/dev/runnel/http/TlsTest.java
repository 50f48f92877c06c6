package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static Sandbox sandbox;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.builder().tls().start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private ChatException cause(String host, String trust) throws Exception {
    try (TestEndpoint endpoint =
        TestEndpoint.at(
            "https://" + host + ":" + sandbox.port(),
            TestEndpoint.OPENAI,
            config -> config.set("trust", trust))) {
      return Listening.to(endpoint.client).failed().cause();
    }
  }

  private String pem() throws Exception {
    return Files.writeString(folder.resolve("ca.pem"), sandbox.certificatePem()).toString();
  }

  @Test
  void aCertificateNobodyVouchesForIsRefused() throws Exception {
    ChatException cause = cause("127.0.0.1", "");

    assertThat(cause.kind()).isEqualTo(ErrorKind.CONNECTION);
    assertThat(cause.describe()).contains("No secure connection").contains("trust");
  }

  @Test
  void aCertificateOfTheTrustFileIsGood() throws Exception {
    for (String host : new String[] {"127.0.0.1", "localhost"}) {
      // The sandbox does not like the request, which it has got: that is all that counts here.
      assertThat(cause(host, pem()).httpStatus()).as(host).isPresent();
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    ChatException cause = cause("127.0.0.2", pem());

    assertThat(cause.kind()).isEqualTo(ErrorKind.CONNECTION);
    assertThat(cause.httpStatus()).isEmpty();
  }

  @Test
  void aTrustFileThatCannotBeReadIsSaidSo() throws Exception {
    ChatException missing = cause("127.0.0.1", folder.resolve("none.pem").toString());
    assertThat(missing.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(missing.describe()).contains("none.pem");

    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThat(cause("127.0.0.1", empty.toString()).describe()).contains("no certificate");
  }

  @Test
  void plainHttpWhereTlsIsSpokenIsAFailureAndNoHang() throws Exception {
    try (TestEndpoint endpoint = TestEndpoint.at("http://127.0.0.1:" + sandbox.port())) {
      assertThat(Listening.to(endpoint.client).failed().cause().kind())
          .isIn(ErrorKind.CONNECTION, ErrorKind.PROTOCOL);
    }
  }
}
