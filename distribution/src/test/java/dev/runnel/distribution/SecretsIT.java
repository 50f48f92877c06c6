package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runnel.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Keys are planted in every place that can hold one, and everything that the program produces is
 * searched for them: what it prints, logs and writes, where it succeeds and where it fails.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the planted command is a POSIX shell's")
@Execution(ExecutionMode.CONCURRENT)
class SecretsIT {
  private static final String OF_VARIABLE = "sk-planted-in-a-variable-11";
  private static final String OF_FILE = "sk-planted-in-the-key-file-22";
  private static final String OF_SECOND = "sk-planted-as-a-second-key-33";
  private static final String OF_COMMAND = "sk-planted-in-a-command-44";
  private static final String OF_PROXY = "planted-proxy-password-55";
  private static final String ON_LINE = "sk-planted-on-the-command-line-66";
  private static final String IN_TOML = "sk-planted-in-runnel-toml-77";
  private static final List<String> PLANTED =
      List.of(OF_VARIABLE, OF_FILE, OF_SECOND, OF_COMMAND, OF_PROXY, ON_LINE, IN_TOML);

  private final Sandbox sandbox = Sandbox.builder().start();
  private final List<String> produced = new ArrayList<>();
  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final HttpServer refusing = listening();

  @TempDir Path folder;

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Refuses every key, and says which one it was. */
  @BeforeEach
  void refuse() throws IOException {
    refusing.createContext(
        "/",
        exchange -> {
          String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          received.add(key);
          byte[] body =
              ("{\"error\":{\"message\":\"Incorrect API key provided: "
                      + key
                      + "\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}")
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    refusing.start();
    Files.createDirectories(folder.resolve("config/runnel"));
    Files.writeString(folder.resolve("secret"), OF_COMMAND + "\n");
    keys("[groq.api-key]\ndefault = \"" + OF_FILE + "\"\nspare = \"" + OF_SECOND + "\"\n");
    toml("");
  }

  @AfterEach
  void stop() {
    refusing.stop(0);
    sandbox.close();
  }

  @Test
  void whatSucceedsShowsNoSecret() throws IOException {
    String home = sandbox.baseUrl("openai");
    everywhere(home);

    assertThat(received).as("the refusing service").isEmpty();
    assertThat(authorizations())
        .contains("Bearer " + OF_VARIABLE, "Bearer " + OF_FILE, "Bearer " + OF_COMMAND);
    nothingShows();
  }

  @Test
  void whatFailsShowsNoSecretThoughTheServiceQuotesIt() throws IOException {
    everywhere("http://127.0.0.1:" + refusing.getAddress().getPort() + "/v1");

    assertThat(received)
        .contains(
            "Bearer " + OF_VARIABLE,
            "Bearer " + OF_FILE,
            "Bearer " + OF_SECOND,
            "Bearer " + OF_COMMAND);
    nothingShows();
  }

  @Test
  void whatIsWrongShowsNoSecret() throws IOException {
    run("chat", "-v", "-o", "openai.api-key=" + ON_LINE, "Hello");
    run("chat", "-v", "-o", "openai.api-key:" + ON_LINE, "Hello");
    run("config", "check", "-o", "openai.base-url=http://me:" + OF_PROXY + "@a b");
    for (String wrong :
        List.of(
            "[endpoints.openai]\napi-key = \"" + IN_TOML + "\"\n",
            "[endpoints.openai]\napi-kee = \"" + IN_TOML + "\"\n",
            "[endpoints.openai]\napi-key = " + IN_TOML + "\n",
            "[endpoints.openai]\napi-key = \"" + IN_TOML + "\n",
            "[endpoints.openai.api-key]\ndefault = \"" + IN_TOML + "\"\n",
            "[endpoints.openai]\nkey-command = \"cat secret; exit 3\"\n")) {
      toml(wrong);
      run("chat", "-v", "-p", "openai", "Hello");
      run("config", "check");
      run("config", "show", "-v");
    }
    toml("");
    keys("[openai.api-key]\ndefault = " + OF_FILE + "\n");
    run("chat", "-v", "Hello");
    keys("[openai]\napi-key = \"" + OF_FILE + "\"\n");
    run("keys", "list");

    nothingShows();
  }

  /** Everything that speaks to services, and everything that speaks of them. */
  private void everywhere(String home) throws IOException {
    toml(
        """
        [endpoints.groq]
        base-url = "%1$s"
        [endpoints.mine]
        provider = "openai"
        base-url = "%1$s"
        models = ["gpt-5-mini"]
        key-command = "cat '%2$s'"
        [endpoints.openai]
        base-url = "%1$s"
        """
            .formatted(home, folder.resolve("secret")));
    for (String endpoint : List.of("openai", "groq", "mine")) {
      String wire = endpoint + ".wire-log=" + folder.resolve(endpoint + ".wire");
      run("chat", "-v", "-p", endpoint, "-m", "gpt-5-mini", "-o", wire, "Hello");
      run("chat", "--json", "-p", endpoint, "-m", "gpt-5-mini", "Hello");
      run("chat", "--no-stream", "-p", endpoint, "-m", "gpt-5-mini", "Hello");
      String cassette = folder.resolve(endpoint + ".cassette").toString();
      run("chat", "-p", endpoint, "-m", "gpt-5-mini", "--record", cassette, "Hello");
      assertThat(folder.resolve(endpoint + ".cassette")).isNotEmptyFile();
      assertThat(folder.resolve(endpoint + ".wire")).isNotEmptyFile();
    }
    run("models", "-v");
    run("providers", "-v");
    run("providers", "--json");
    run("providers", "--check", "-v");
    run("providers", "--check", "--json");
    run("config", "show", "-v");
    run("config", "show", "--json");
    run("config", "check");
    run("keys", "list", "--json");
    run("route", "-v", "Hello");
  }

  private List<String> authorizations() {
    return sandbox.exchanges().stream()
        .flatMap(exchange -> exchange.request().header("authorization").stream())
        .toList();
  }

  private void run(String... arguments) {
    var result =
        Program.runnel((Object[]) arguments)
            .in(folder)
            .with("HOME", folder)
            .with("XDG_CONFIG_HOME", folder.resolve("config"))
            .with("XDG_DATA_HOME", folder.resolve("data"))
            .with("OPENAI_API_KEY", OF_VARIABLE)
            .with("HTTPS_PROXY", "http://me:" + OF_PROXY + "@127.0.0.1:1")
            .run();
    String name = String.join(" ", arguments);
    produced.add(name + "\n" + result.out() + "\n" + result.err());
  }

  private void nothingShows() throws IOException {
    for (String text : produced) {
      String words = text.substring(0, text.indexOf('\n'));
      assertThat(text.substring(words.length())).as(words).doesNotContain(PLANTED);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!List.of("keys.toml", "secret", "runnel.toml")
            .contains(file.getFileName().toString())) {
          assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
              .as(file.toString())
              .doesNotContain(PLANTED);
        }
      }
    }
  }

  private void toml(String text) throws IOException {
    Files.writeString(folder.resolve("config/runnel/runnel.toml"), text);
  }

  private void keys(String text) throws IOException {
    Path file = folder.resolve("config/runnel/keys.toml");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
