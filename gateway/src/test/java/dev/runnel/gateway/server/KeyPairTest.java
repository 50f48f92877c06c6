package dev.runnel.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.settings.GatewaySettings.TlsFiles;
import dev.runnel.sandbox.wire.LoopbackCertificate;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyPairTest {
  @Test
  void whatClientsWillSayAgainstItIsSaidBefore(@TempDir Path folder) throws Exception {
    LoopbackCertificate one = LoopbackCertificate.make();
    Path certificate = Files.writeString(folder.resolve("cert.pem"), one.pem());
    Path key = Files.writeString(folder.resolve("key.pem"), one.keyPem());
    Vertx vertx = Vertx.vertx();
    try {
      KeyPair pair = KeyPair.read(new TlsFiles(certificate, key), vertx);
      Instant end = one.certificate().getNotAfter().toInstant();

      assertThat(pair.objection(Instant.now())).isEmpty();
      assertThat(pair.objection(end.plusSeconds(1)))
          .contains(
              "The certificate in "
                  + certificate
                  + " has expired at "
                  + end
                  + ": clients refuse it");
      assertThat(pair.objection(one.certificate().getNotBefore().toInstant().minusSeconds(1)))
          .hasValueSatisfying(words -> assertThat(words).contains("is not valid before"));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
