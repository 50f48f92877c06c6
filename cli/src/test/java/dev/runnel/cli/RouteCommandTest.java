package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCommandTest {
  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @AfterEach
  void nobodyIsEverAsked() {
    assertThat(Play.nobodyWasAsked()).isTrue();
  }

  @Test
  void saysWhoAnswersAndWhyTheOthersDoNot() {
    Run.Result result = Run.of("route");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .startsWith("1. aunt/aunt-1", "   why: its default model; official", "   key: needs none")
        .anyMatch(line -> line.startsWith("not chosen: 'ails' is an unofficial service"))
        .anyMatch(line -> line.startsWith("not chosen: 'vault' needs its api-key"))
        .endsWith(
            "policy: unofficial services, and plain http beyond this machine, only when named",
            "clocks: connect 10s, first token 120s, idle 60s, total 600s");
  }

  @Test
  void namesTheKeysPlaceAndNeverTheKey() {
    Run.Result result =
        Run.command("route", "-p", "vault").variable("VAULT_API_KEY", "sk-planted").result();

    assertThat(result.out())
        .contains("1. vault/vault-1 at https://vault.example\n")
        .contains("   why: you named it; its default model; official\n")
        .contains("   key: api-key from environment variable VAULT_API_KEY\n")
        .doesNotContain("sk-planted");
    Run.Result json =
        Run.command("route", "-p", "vault", "--json", "-v")
            .variable("VAULT_API_KEY", "sk-planted")
            .result();
    assertThat(json.out() + json.err()).contains("VAULT_API_KEY").doesNotContain("sk-planted");
  }

  @Test
  void ordersTheCandidatesAsTheRunnerDoes() {
    Run.Result result = Run.of("route", "-m", "gpt-3.5-turbo", "--unofficial", "--timeout", "5s");

    assertThat(result.out())
        .contains("1. ails/gpt-3.5-turbo at https://ails.example (unofficial)\n")
        .contains("2. lockchat/gpt-3.5-turbo at http://lockchat.example (unofficial)\n")
        .contains("lists the model; unofficial; over plain http, readable on the way\n")
        .contains(", are allowed\n")
        .contains("total 5s\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-p vault",
        "-p nobody",
        "-m none-such",
        "-m aunt/none",
        "-p ails -s x -t 1",
        "-p lockchat -s x --strict",
        "-o aunt.mod=x",
        "-m gpt-4 --sandbox"
      })
  void endsAsChatWould(String flags) {
    String[] words = flags.isEmpty() ? new String[0] : flags.split(" ");
    Run.Result chat = Run.of(command("chat", words));
    Play.reset();

    Run.Result route = Run.of(command("route", words));

    assertThat(route.exitCode()).isEqualTo(chat.exitCode() == 5 ? 0 : chat.exitCode());
    if (route.exitCode() != 0) {
      assertThat(route.err()).isEqualTo(chat.err());
    }
  }

  @Test
  void saysWhatTheSettingsMakeOfIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("runnel.toml");
    Files.writeString(
        file,
        """
        unofficial = "allow"
        [timeouts]
        idle = "7s"
        [models.fast]
        candidates = ["ails/gpt-3.5-turbo", "aunt/aunt-2"]
        strategy = "least-busy"
        sticky = true
        """);

    Run.Result result = Run.of("route", "-m", "fast", "--config", file.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .contains(
            "pool: fast, least-busy: who is first is decided when a call begins; a conversation"
                + " stays with who answered it",
            "policy: unofficial services, and plain http beyond this machine, are allowed")
        .anyMatch(line -> line.startsWith("1. ails/gpt-3.5-turbo"))
        .anyMatch(line -> line.startsWith("2. aunt/aunt-2"))
        .anyMatch(line -> line.contains("idle 7s"));
    assertThat(Run.of("route", "-m", "fast", "--config", file.toString(), "--json").out())
        .contains("\"pool\":{\"name\":\"fast\",\"strategy\":\"least-busy\",\"sticky\":true}");
  }

  @Test
  void countsWhatGoesWithThePrompt(@TempDir Path folder) throws Exception {
    Path image = folder.resolve("dot.png");
    Files.write(image, HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"));

    Run.Result result = Run.of("route", "-a", image.toString(), "--unofficial", "What is it?");

    assertThat(result.out()).contains("not chosen: 'ails' ").contains("images");
  }

  @Test
  void isOneObjectForPrograms() throws Exception {
    Run.Result result =
        Run.command("route", "-m", "gpt-5", "--json").variable("OPENAI_API_KEY", "sk-x").result();

    JsonNode json = new ObjectMapper().readTree(result.out());
    JsonNode first = json.path("candidates").path(0);
    assertThat(first.path("endpoint").asText()).isEqualTo("openai");
    assertThat(first.path("model").asText()).isEqualTo("gpt-5");
    assertThat(first.path("origin").asText()).isEqualTo("https://openai.example");
    assertThat(first.path("why")).isNotEmpty();
    assertThat(first.path("credentials").path(0).path("source").asText())
        .isEqualTo("environment variable OPENAI_API_KEY");
    assertThat(json.path("rejected")).isNotEmpty();
    assertThat(json.path("policy").path("unofficial").asText()).isEqualTo("when-named");
    assertThat(json.path("clocks").path("idle_ms").asInt()).isEqualTo(60_000);
    assertThat(json.path("exit_code").asInt(-1)).isZero();
    JsonNode refused = new ObjectMapper().readTree(Run.of("route", "-p", "vault", "--json").out());
    assertThat(refused.path("exit_code").asInt()).isEqualTo(4);
  }

  private static String[] command(String name, String... flags) {
    String[] words = new String[flags.length + 2];
    words[0] = name;
    words[words.length - 1] = "Hello";
    System.arraycopy(flags, 0, words, 1, flags.length);
    return words;
  }
}
