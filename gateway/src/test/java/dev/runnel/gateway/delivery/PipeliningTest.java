package dev.runnel.gateway.delivery;

import static dev.runnel.gateway.delivery.Stage.PATIENT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.report.RequestListener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client of HTTP/1.1 that asks and asks on one connection, and reads nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class PipeliningTest {
  /** More than systems hold for one connection, and more than the gateway may. */
  private static final long FAR_TOO_MUCH = 64 << 20;

  private final AtomicLong begun = new AtomicLong();
  private Stage stage;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stage = new Stage(folder);
    gateway =
        Gateway.builder(stage.live)
            .delivery(PATIENT.withSlowClient(Duration.ofMillis(200)))
            .listener(
                new RequestListener() {
                  @Override
                  public void onBegin(String id) {
                    begun.incrementAndGet();
                  }
                })
            .start();
  }

  @AfterAll
  void stop() {
    gateway.close();
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"GET, /v1/models", "HEAD, /v1/models", "GET, /v1/none", "GET, /healthz"})
  void isHeldBackAndThenCutOff(String method, String path) throws Exception {
    String one = method + " " + path + " HTTP/1.1\r\nhost: localhost\r\n\r\n";
    int answer;
    try (RawClient client = RawClient.of(gateway.origin())) {
      String head = client.send(one).readUntil("\r\n\r\n");
      answer = head.length();
      if (method.equals("GET")) {
        answer += Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
      }
    }
    begun.set(0);
    byte[] many = one.repeat(1_000).getBytes(US_ASCII);
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress("127.0.0.1", gateway.origin().getPort()));
      OutputStream out = socket.getOutputStream();
      assertThatThrownBy(
              () -> {
                while (begun.get() >= 0) {
                  out.write(many);
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(begun.get() * answer).isLessThan(FAR_TOO_MUCH);
  }
}
