package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private static final Pattern ORIGIN = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");

  @TempDir Path home;

  @Test
  void itSaysWhereItListensAndWhatToTryAndAnswersUntilInterrupted() throws Exception {
    Run run = serve("--port", "0", "--sandbox");
    CompletableFuture<Run.Result> result = CompletableFuture.supplyAsync(run::result);
    String origin = origin(run, result);

    assertThat(run.errSoFar())
        .contains("  curl " + origin + "/v1/chat/completions ")
        .contains("  OPENAI_BASE_URL=" + origin + "/v1 OPENAI_API_KEY=any ")
        .contains("  ANTHROPIC_BASE_URL=" + origin + " ANTHROPIC_API_KEY=any ")
        .doesNotContain("other machines", "refused for now");
    assertThat(get(origin + "/healthz").statusCode()).isEqualTo(200);
    run.interruption().fire();
    Run.Result ended = result.get(30, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(130);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsSaidSo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run.Result result = serve("--port", "" + taken.getLocalPort()).result();

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .startsWith(
              "error: Cannot listen on port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1: it is taken. Choose another with --port N;")
          .hasLineCount(1);
    }
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    Run.Result result = serve("--host", "192.0.2.1").result();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: '192.0.2.1' is no address of this machine. --host takes 127.0.0.1 ")
        .hasLineCount(1);
  }

  @Test
  void othersMayNotReachItWithoutKeys() {
    Run.Result result = serve("--host", "0.0.0.0", "--port", "0").result();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("0.0.0.0 can be reached from other machines, and there is no API key")
        .contains("`runnel serve keys create NAME`", "--allow-anyone");
  }

  @Test
  void allMistakesOfTheFileAreToldAndNothingIsServed() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("runnel.toml"), "[gateway]\nprot = 1\nmax-body = \"a lot\"\nport = 99999");
    Run.Result result = serve("--config", file.toString()).result();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("3 options are wrong", "gateway.prot", "did you mean 'port'?", ":2:1")
        .contains("expected a size such as")
        .contains("expected 0 to 65535, got '99999'");
  }

  @Test
  void anOptionThatIsWrongIsSaidSo() {
    assertThat(serve("--port", "many").result().err())
        .startsWith("error: --port is wrong: ")
        .hasLineCount(1);
    assertThat(serve("--tls-key", "key.pem").result().err())
        .isEqualTo(
            "error: TLS needs both tls-certificate and tls-key; only one of them is set, by"
                + " --tls-key.\n");
  }

  @Test
  void aFileOfTlsThatIsWrongIsNamedAndNotTheAddress() throws IOException {
    Path certificate = Files.writeString(home.resolve("cert.pem"), "no certificate");
    Run.Result result =
        serve("--port", "0", "--tls-certificate", certificate + "", "--tls-key", "key.pem")
            .result();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: " + certificate + " is not PEM: ")
        .doesNotContain("--host")
        .hasLineCount(1);
  }

  @Test
  void aKeyIsMadeListedAndRevoked() {
    Run.Result made =
        serve("keys", "create", "alice", "--models", "gpt-*,groq/*", "--concurrency", "2").result();
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).matches("sk-runnel-[\\w-]{43}\n");
    assertThat(made.err()).contains("'alice', shown this once").doesNotContain(made.out().strip());

    assertThat(serve("keys", "create", "alice").result().err())
        .startsWith("error: There is a key 'alice' already");
    assertThat(serve("keys", "list").result().out())
        .isEqualTo("alice  valid  models gpt-*,groq/*  2 at a time\n");
    assertThat(serve("keys", "list", "--json").result().out())
        .contains("\"name\":\"alice\"", "\"concurrency\":2")
        .doesNotContain("sha");
    assertThat(serve("keys", "revoke", "alcie").result().err()).contains("did you mean 'alice'?");
    assertThat(serve("keys", "revoke", "alice").result().exitCode()).isZero();
    assertThat(serve("keys", "list").result().out()).startsWith("alice  revoked  since ");
  }

  @Test
  void whatIsNoKeyIsNotMade() {
    assertThat(serve("keys", "create", "a b").result().exitCode()).isEqualTo(2);
    assertThat(serve("keys", "create", "a", "--expires", "soon").result().err())
        .contains("--expires takes 90d, 12h, 30m, or a day such as 2030-01-31, not 'soon'");
    assertThat(serve("keys", "create", "a", "--expires", "2001-01-01").result().err())
        .contains("in the future");
    assertThat(serve("keys", "create", "a", "--requests-per-minute", "0").result().err())
        .contains("is 1 or more, not 0");
  }

  @Test
  void whoHasAKeyMayLetOthersReachIt() throws Exception {
    assertThat(serve("keys", "list").result())
        .isEqualTo(
            new Run.Result(
                0,
                "",
                "There are no API keys: whoever reaches the gateway may use it. `runnel serve keys"
                    + " create NAME` makes one.\n"));
    serve("keys", "create", "alice").result();
    Run run = serve("--host", "0.0.0.0", "--port", "0", "--sandbox");
    CompletableFuture<Run.Result> result = CompletableFuture.supplyAsync(run::result);
    String origin = origin(run, result);

    assertThat(run.errSoFar())
        .contains("for those with an API key", "Bearer $KEY", "ANTHROPIC_API_KEY=$KEY")
        .contains("From other machines it is ")
        .doesNotContain("http://0.0.0.0", "other machines it is http://127.");
    assertThat(get(origin + "/v1/models").statusCode()).isEqualTo(401);
    run.interruption().fire();
    result.get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatCannotBeStartedIsOneLineEach() throws IOException {
    Path none = home.resolve("none.pem");
    Path text = Files.writeString(home.resolve("text.pem"), "no PEM");

    assertThat(tls(none, none))
        .isEqualTo(
            "error: Cannot read "
                + none
                + ", which TLS needs: it is not there."
                + " tls-certificate and tls-key say which files TLS is spoken with.\n");
    assertThat(tls(text, text)).startsWith("error: " + text + " is not PEM: ").hasLineCount(1);
    assertThat(failure("--host", "no such host"))
        .startsWith("error: 'no such host' is no address, and no name of one is known. --host ");
    assertThat(failure("--config", none.toString())).contains(none.toString()).hasLineCount(1);
    assertThat(failure("--access-log", home.resolve("a/b").toString()))
        .startsWith("error: The access log cannot be written to: ");
    Path keys = home.resolve("runnel/gateway-keys.toml");
    Files.createDirectories(keys.getParent());
    Files.writeString(keys, "x = [");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    assertThat(failure("--port", "0")).contains(keys.toString(), "is no TOML").hasLineCount(1);
    assertThat(failure("--verbose", "--port", "0")).contains("\tat dev.runnel.");
  }

  private String tls(Path certificate, Path key) {
    return failure("--tls-certificate", certificate.toString(), "--tls-key", key.toString());
  }

  private String failure(String... arguments) {
    Run.Result result = serve(arguments).result();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    return result.err();
  }

  private Run serve(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "serve";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Run.command(all).variable("XDG_CONFIG_HOME", home.toString());
  }

  private static String origin(Run run, CompletableFuture<Run.Result> result) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      Matcher origin = ORIGIN.matcher(run.errSoFar());
      if (origin.find() && run.errSoFar().endsWith("\n")) {
        return origin.group(1);
      }
      if (result.isDone() || System.nanoTime() > deadline) {
        throw new AssertionError("It does not listen: " + run.errSoFar());
      }
      Thread.onSpinWait();
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
