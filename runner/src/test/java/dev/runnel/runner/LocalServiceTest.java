package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.stage.HandMovedTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service on this machine takes part unnamed while it is there. */
class LocalServiceTest {
  private static final ChatRequest HELLO = ChatRequest.of("Hello");

  @TempDir Path folder;
  private final HandMovedTime time = new HandMovedTime();
  private final CallRuntime runtime = CallRuntime.builder().timekeeper(time).build();
  private Providers providers;

  @BeforeEach
  void find() {
    providers = Cast.found(folder, Cast.Hearth.class);
  }

  @AfterEach
  void close() {
    providers.close();
    runtime.close();
  }

  private Runner at(String baseUrl) {
    return Runner.builder()
        .providers(providers)
        .runtime(runtime)
        .environment(Map.of())
        .option("hearth.base-url=" + baseUrl, "-o")
        .build();
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = listening()) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void isAskedWhileItListensAndNotBeforeOrAfter(String host) throws Exception {
    int port;
    Runner runner;
    try (ServerSocket socket = listening()) {
      port = socket.getLocalPort();
      runner = at("http://" + host + ":" + port + "/api");
      assertThat(runner.route(HELLO).chosen()).isPresent();
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(runner.route(HELLO).chosen()).isEmpty();
  }

  @Test
  void isLookedForOnceASecondHoweverManyAsk() throws Exception {
    Runner runner;
    try (ServerSocket socket = listening()) {
      runner = at("http://127.0.0.1:" + socket.getLocalPort());
      assertThat(runner.route(HELLO).chosen()).isPresent();
    }
    time.advance(Duration.ofMillis(999));
    assertThat(runner.route(HELLO).chosen()).isPresent();
  }

  @Test
  void isSentNothingToFindOut() throws Exception {
    try (ServerSocket socket = listening()) {
      assertThat(at("http://127.0.0.1:" + socket.getLocalPort()).route(HELLO).chosen()).isPresent();
      try (var connection = socket.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void isToldHowToStart() throws Exception {
    int port = closedPort();
    Route route = at("http://127.0.0.1:" + port).route(HELLO);

    assertThat(route.rejected().get(0).reason())
        .isEqualTo(
            new Reason.NotListening(
                URI.create("http://127.0.0.1:" + port),
                Optional.of("start it with `hearth serve`")));
    assertThat(route.refusal())
        .isEqualTo(
            "'hearth' is a service on this machine, and nothing listens at http://127.0.0.1:"
                + port
                + "; start it with `hearth serve`.");
    assertThat(route.lacksOnlyCredentials()).isFalse();
  }

  @Test
  void isAskedWhenNamedEvenIfNothingListens() throws Exception {
    Runner runner = at("http://127.0.0.1:" + closedPort());

    assertThat(runner.route(HELLO, Optional.of("hearth")).chosen()).isPresent();
    assertThat(runner.obstacle(runner.endpoints().get(0), true)).isEmpty();
    assertThat(runner.obstacle(runner.endpoints().get(0), false)).isPresent();
  }

  @Test
  void elsewhereIsTakenToBeThere() {
    assertThat(at("https://hearth.example").route(HELLO).chosen()).isPresent();
  }

  @Test
  void behindADistantProxyIsTakenToBeThere() throws Exception {
    Runner runner =
        Runner.builder()
            .providers(providers)
            .environment(Map.of())
            .option("hearth.base-url=https://127.0.0.1:" + closedPort(), "-o")
            .option("hearth.proxy=http://proxy.example:3128", "-o")
            .build();

    assertThat(runner.route(HELLO).chosen()).isPresent();
  }
}
