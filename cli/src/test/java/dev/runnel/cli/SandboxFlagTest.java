package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Secret;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.StandardOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFlagTest {
  @TempDir Path folder;

  @BeforeEach
  void newPlay() {
    Play.reset();
    Play.script(SandboxFlagTest::tellStatus);
  }

  @Test
  void pointsTheServicesItSpeaksAtASandbox() {
    assertThat(Run.of("chat", "--sandbox", "-p", "lockchat", "Hi"))
        .isEqualTo(new Run.Result(0, "200\n", ""));
    assertThat(baseUrl(Play.asked().config()).getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void asksTheFirstOfThemByIdWithoutAnyLeave() {
    assertThat(Run.of("chat", "--sandbox", "Hi").exitCode()).isZero();
    assertThat(Play.asked().config().endpoint()).isEqualTo("ails");
  }

  @Test
  void routesByModelAmongThem() {
    assertThat(Run.of("chat", "--sandbox", "-m", "gpt-4", "Hi").out()).isEqualTo("200\n");
  }

  @Test
  void asksNobodyElse() {
    assertThat(Run.of("chat", "--sandbox", "-p", "aunt", "Hi"))
        .isEqualTo(new Run.Result(3, "", "error: 'aunt' is not a service of the sandbox.\n"));
    assertThat(Play.nobodyWasAsked()).isTrue();
    // Whoever takes any model is one of the sandbox's.
    Run.of("chat", "--sandbox", "-m", "aunt-1", "Hi");
    assertThat(Play.asked().config().endpoint()).isEqualTo("openai");
  }

  @Test
  void needsNoKeyWhereTheServiceDoesAndSendsNoneOfTheUsers() {
    Run run = Run.command("chat", "--sandbox", "-p", "openai", "Hi");
    assertThat(run.variable("OPENAI_API_KEY", "sk-mine").result().exitCode()).isZero();

    EndpointConfig config = Play.asked().config();
    assertThat(baseUrl(config).getHost()).isEqualTo("127.0.0.1");
    assertThat(baseUrl(config).getPath()).isEqualTo("/v1");
    assertThat(config.secrets()).containsExactly(Secret.of("sandbox-needs-no-key"));
  }

  @Test
  void standsInForTheKnownServicesOfItsProtocol() {
    Run.of("chat", "--sandbox", "-p", "groq", "Hi");

    Play.Asked asked = Play.asked();
    assertThat(asked.config().endpoint()).isEqualTo("groq");
    assertThat(baseUrl(asked.config()).getHost()).isEqualTo("127.0.0.1");
    assertThat(baseUrl(asked.config()).getPath()).isEqualTo("/v1");
    assertThat(asked.request().model()).contains("llama-fast");

    // What only its user could know is made up.
    Run.of("chat", "--sandbox", "-p", "azure", "Hi");
    assertThat(baseUrl(Play.asked().config()).getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void answersForAnEndpointOfOnesOwnAsItsProvidersService() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("runnel.toml"),
            "[endpoints.mine]\nprovider = \"openai\"\nbase-url = \"https://mine.example/v1\"\n"
                + "models = [\"mine-1\"]\nkey-command = \"exit 1\"\n"
                + "[endpoints.bare]\nprovider = \"openai\"\n"
                + "[endpoints.hers]\nprovider = \"aunt\"\n");
    String config = "--config=" + file;

    Run.Result mine = Run.of("chat", "--sandbox", config, "-p", "mine", "Hi");
    assertThat(mine.exitCode()).as(mine.err()).isZero();
    Play.Asked asked = Play.asked();
    assertThat(asked.config().endpoint()).isEqualTo("mine");
    assertThat(baseUrl(asked.config()).getHost()).isEqualTo("127.0.0.1");
    assertThat(baseUrl(asked.config()).getPath()).isEqualTo("/v1");
    assertThat(asked.config().secrets()).containsExactly(Secret.of("sandbox-needs-no-key"));
    assertThat(asked.request().model()).contains("mine-1");

    Run.of("chat", "--sandbox", config, "-m", "bare/any-1", "Hi");
    assertThat(Play.asked().config().endpoint()).isEqualTo("bare");
    Run.of("chat", "--sandbox", config, "-p", "bare", "Hi");
    assertThat(Play.asked().request().model()).contains("gpt-5");

    assertThat(Run.of("chat", "--sandbox", config, "-p", "hers", "Hi").err())
        .isEqualTo("error: 'hers' is not a service of the sandbox.\n");
    Run.of("chat", "--sandbox", config, "Hi");
    assertThat(Play.asked().config().endpoint()).as("unnamed").isEqualTo("ails");
  }

  @Test
  void yieldsToAnExplicitAddress() {
    Run.of("chat", "--sandbox", "-o", "ails.base-url=http://127.0.0.1:9", "Hi");

    assertThat(baseUrl(Play.asked().config())).isEqualTo(URI.create("http://127.0.0.1:9"));
  }

  @Test
  void playsAFaultByTheNameOfAModelWhichIsNotSent() {
    assertThat(Run.of("chat", "--sandbox", "-p", "lockchat", "-m", "fault-401", "Hi").out())
        .isEqualTo("401\n");
    assertThat(Play.asked().request().model()).contains("gpt-4");
  }

  @Test
  void playsAFaultThatARowOfABatchNamesToThatRowAlone(@TempDir Path folder) throws IOException {
    Path rows = folder.resolve("in.jsonl");
    Files.writeString(
        rows,
        "{\"prompt\": \"1\", \"model\": \"fault-401\"}\n"
            + "{\"prompt\": \"2\", \"model\": \"lockchat/gpt-4\"}\n");

    Run.Result result =
        Run.of("batch", "--sandbox", "--concurrency", "1", "--ordered", rows.toString(), "-O", "-");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines().skip(1)).singleElement().asString().contains("\"200\"");
  }

  @Test
  void suggestsTheNearFault() {
    assertThat(Run.of("chat", "--sandbox", "-m", "fault-rset", "Hi"))
        .isEqualTo(
            new Run.Result(
                2,
                "",
                "error: The sandbox has no fault 'fault-rset'; did you mean 'fault-reset'?\n"));
  }

  /** Speaks Lockchat's protocol, and answers with the status it gets. */
  private static void tellStatus(EndpointConfig config, ChatRequest request, Exchange exchange)
      throws IOException {
    exchange.token(config.endpoint().equals("lockchat") ? status(config, request) : "not asked");
    exchange.finish(FinishReason.STOP);
    exchange.complete();
  }

  private static String status(EndpointConfig config, ChatRequest request) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            baseUrl(config).resolve("/v1/chat/completions").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0");
    connection.setRequestProperty("content-type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(
          ("{\"temperature\":0.7,\"stream\":true,\"model\":\""
                  + request.model().orElseThrow()
                  + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
              .getBytes(StandardCharsets.UTF_8));
    }
    String status = String.valueOf(connection.getResponseCode());
    connection.disconnect();
    return status;
  }

  private static URI baseUrl(EndpointConfig config) {
    return config.get(StandardOptions.baseUrl("https://unset.example"));
  }
}
