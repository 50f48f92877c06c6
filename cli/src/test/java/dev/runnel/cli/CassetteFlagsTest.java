package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import dev.runnel.config.PrivateFiles;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.StandardOptions;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What --record and --replay do to endpoints; what is recorded is the recorder's to prove. */
class CassetteFlagsTest {
  @TempDir Path folder;

  @BeforeEach
  void newPlay() {
    Play.reset();
    Play.script(
        (config, request, exchange) -> {
          exchange.token("Hi.");
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        });
  }

  private String file() {
    return folder.resolve("a.cassette").toString();
  }

  @Test
  void theRecorderStandsBeforeAnEndpointThatMayBeAsked() {
    Run.Result result = Run.of("chat", "-v", "-p", "ails", "--record", file(), "Hi");

    assertThat(result.exitCode()).isZero();
    // The route says where the request really goes.
    assertThat(result.err()).contains("route: ails/").doesNotContain("127.0.0.1");
    URI asked = baseUrl(Play.asked().config());
    assertThat(asked.getHost()).isEqualTo("127.0.0.1");
    assertThat(asked.getScheme()).isEqualTo("http");
    assertThat(Path.of(file())).doesNotExist(); // nothing went over the wire
  }

  @Test
  void aCassetteThatCannotBeWrittenIsAFailureBehindTheAnswer() throws Exception {
    Files.writeString(Path.of(file()), "old");
    Play.script(
        (config, request, exchange) -> {
          for (Path fresh : beside()) {
            Files.delete(fresh); // so that it cannot take the old one's place
          }
          HttpURLConnection asked = (HttpURLConnection) baseUrl(config).toURL().openConnection();
          asked.setRequestProperty("Connection", "close");
          assertThatIOException() // nobody is behind the recorder
              .isThrownBy(asked::getResponseCode);
          exchange.token("Hi.");
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        });

    Run.Result result =
        Run.of(
            "chat",
            "-o",
            "ails.base-url=http://127.0.0.1:1",
            "-p",
            "ails",
            "--json",
            "--record",
            file(),
            "--overwrite",
            "Hi");

    assertThat(result.err()).contains("error: The cassette '" + file() + "' could not be written");
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out()).containsOnlyOnce("\"event\":\"end\"").contains("\"text\":\"Hi.\"");
    assertThat(Path.of(file())).hasContent("old");
  }

  private List<Path> beside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(one -> one.toString().endsWith(".new")).toList();
    }
  }

  @Test
  void recordingIsNoLeaveToAskAnUnofficialService() {
    Run.Result plain = Run.of("chat", "-m", "gpt-4", "Hi");
    Run.Result recorded = Run.of("chat", "-m", "gpt-4", "--record", file(), "Hi");

    assertThat(recorded).isEqualTo(plain);
    assertThat(Play.nobodyWasAsked()).isTrue();
  }

  @Test
  void anEndpointWithoutAnAddressIsNotAsked() {
    Run.Result result = Run.of("chat", "-p", "aunt", "--record", file(), "Hi");

    assertThat(result)
        .isEqualTo(
            new Run.Result(
                2,
                "",
                "error: 'aunt' cannot be recorded: it has no option 'base-url', so that nobody can"
                    + " stand between it and its service.\n"));
    assertThat(Play.nobodyWasAsked()).isTrue();
  }

  @Test
  void aCassettePlaysForItsEndpointsAndNoOthersAndNeedsNoKey() throws Exception {
    Files.writeString(
        Path.of(file()),
        "runnel-cassette 1\nupstream openai https://api.openai.com/v1\nend of cassette\n");

    Run run = Run.command("chat", "--replay", file(), "Hi");
    assertThat(run.variable("OPENAI_API_KEY", "sk-mine").result().exitCode()).isZero();
    EndpointConfig config = Play.asked().config();
    assertThat(config.endpoint()).isEqualTo("openai");
    assertThat(baseUrl(config).toString()).matches("http://127\\.0\\.0\\.1:\\d+/v1");
    assertThat(config.secrets()).noneMatch(secret -> secret.reveal().equals("sk-mine"));

    assertThat(Run.of("chat", "-p", "ails", "--replay", file(), "Hi"))
        .isEqualTo(new Run.Result(3, "", "error: 'ails' is not on the cassette.\n"));
  }

  @Test
  void aCassetteOfATestPlaysForTheEndpointThatIsNamed() throws Exception {
    Files.writeString(
        Path.of(file()),
        "runnel-cassette 1\nupstream upstream https://acme.example/v1\nend of cassette\n");

    assertThat(Run.of("chat", "-p", "ails", "--replay", file(), "Hi").exitCode()).isZero();
    assertThat(baseUrl(Play.asked().config()).getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a key file's mode is POSIX's")
  void ofSeveralKeysNoneIsOnACassetteThoughTheServiceQuotesEach() throws Exception {
    PrivateFiles.write(
        folder.resolve("runnel/keys.toml"),
        "[vault.api-key]\ndefault = \"sk-first\"\nspare = \"sk-second\"\n");
    HttpServer service = quotingServer();
    Play.script(
        (config, request, exchange) -> {
          HttpURLConnection asked = (HttpURLConnection) baseUrl(config).toURL().openConnection();
          asked.setRequestProperty("Authorization", config.secrets().get(0).reveal());
          asked.getInputStream().readAllBytes();
          exchange.fail(ChatException.of(ErrorKind.AUTHENTICATION, "no"));
        });
    try {
      String home = "vault.base-url=http://127.0.0.1:" + service.getAddress().getPort();
      Run run = Run.command("chat", "-p", "vault", "-o", home, "--record", file(), "Hi");

      assertThat(run.variable("XDG_CONFIG_HOME", folder.toString()).result().exitCode())
          .isEqualTo(ExitCode.FAILED);
    } finally {
      service.stop(0);
    }
    String cassette = Files.readString(Path.of(file()));
    assertThat(cassette).doesNotContain("sk-first", "sk-second");
    assertThat(cassette.split("No such key: \\*\\*\\*", -1)).as(cassette).hasSize(3);
  }

  private static HttpServer quotingServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = ("No such key: " + key).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI baseUrl(EndpointConfig config) {
    return config.get(StandardOptions.baseUrl("https://unset.example"));
  }
}
