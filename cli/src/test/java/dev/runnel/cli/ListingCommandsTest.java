package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ListingCommandsTest {
  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @Nested
  class Providers {
    @Test
    void showWhatEachOffersNeedsAndHonours() {
      Run.Result result = Run.of("providers");

      assertThat(result.exitCode()).isZero();
      assertThat(result.err()).isEmpty();
      assertThat(result.out())
          .containsPattern(
              "(?m)^ails: AI\\.LS, unofficial, needs auth: no, models: gpt-3\\.5-turbo, from \\S+$")
          .contains(
              "\n  ails supports: (model: String, messages: List<Message>, temperature: double,"
                  + " stream: boolean)\n")
          .contains("\n  honours: messages, temperature\n")
          .contains("\n  homepage: https://aunt.example\n")
          .contains("\nvault: vault, official, needs auth: yes, models: vault-1 and others, from ")
          .contains("\n  needs: api-key, from VAULT_API_KEY or RUNNEL_VAULT_API_KEY\n")
          .doesNotContain("options:");
    }

    @Test
    void showTheServicesKnownByNameALineEach() {
      assertThat(Run.of("providers").out())
          .contains(
              """
                speaks also to, by -p NAME, or unnamed once the key is set:
                  groq   GROQ_API_KEY     https://groq.example/openai/v1
                  vllm   on this machine  http://127.0.0.1:1/v1
                  azure  AZURE_API_KEY    your own, such as https://you.example/openai/v1
                  aunt   no key           elsewhere
              """)
          .contains(
              "\n  needs at its own address: api-key, from OPENAI_API_KEY or"
                  + " RUNNEL_OPENAI_API_KEY\n")
          .contains(
              "\n  on this machine: asked unnamed while it listens; start it with `hearth serve`\n")
          .containsPattern(
              "\nThe preset 'aunt' of 'openai' is out of use, since 'aunt' is the provider in .+\\.\n");
    }

    @Test
    void showTheQuarantinedAndWhy() {
      assertThat(Run.of("providers").out())
          .contains("\n\nFound but out of use:\n  dev.runnel.cli.stage.NobodyWroteThis in ");
    }

    @Test
    void showOptionsVerbosely() {
      assertThat(Run.of("providers", "-v").out())
          .contains(
              "\n    aunt.mood (text, default mild): How she feels\n        or RUNNEL_AUNT_MOOD\n")
          .contains(
              "\n    vault.api-key (secret): Your key\n"
                  + "        or VAULT_API_KEY, RUNNEL_VAULT_API_KEY\n");
    }

    @Test
    void areJsonObjectsIfAsked() throws Exception {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Run.of("providers", "--json").out().lines().toList()) {
        lines.add(new ObjectMapper().readTree(line));
      }

      assertThat(lines)
          .extracting(line -> line.path("event").asText())
          .containsExactly(
              "provider",
              "provider",
              "provider",
              "provider",
              "provider",
              "provider",
              "provider",
              "quarantined");
      JsonNode ails = lines.get(0);
      assertThat(ails.path("id").asText()).isEqualTo("ails");
      assertThat(ails.path("official").asBoolean()).isFalse();
      assertThat(ails.path("supports").asText()).startsWith("(model: String, ");
      assertThat(ails.path("options").path(0).path("key").asText()).isEqualTo("ails.base-url");
      assertThat(lines.get(7).path("reason").asText()).isNotEmpty();
      assertThat(lines.get(2).path("local").asBoolean()).isTrue();
      JsonNode openai = lines.get(5);
      assertThat(openai.path("auth_need").asText()).isEqualTo("at-home");
      assertThat(openai.path("familiar").path(0).asText()).isEqualTo("gpt-5");
      JsonNode groq = openai.path("presets").path(0);
      assertThat(groq.path("id").asText()).isEqualTo("groq");
      assertThat(groq.path("values").path("models").asText()).isEqualTo("llama-fast");
      assertThat(groq.path("auth_environment").path("api-key").path(0).asText())
          .isEqualTo("GROQ_API_KEY");
    }

    @Test
    void areListedEvenWhereTheEnvironmentIsWrong() {
      assertThat(Run.command("providers").variable("RUNNEL_AILS_TRIES", "few").result().exitCode())
          .isZero();
    }
  }

  @Nested
  class Models {
    @Test
    void areEndpointAndModelAndAskOnlyWhomTheyMay() {
      Run.Result result = Run.of("models");

      assertThat(result)
          .isEqualTo(
              new Run.Result(
                  0,
                  """
                  ails/gpt-3.5-turbo
                  aunt/aunt-1
                  aunt/aunt-2
                  in-clear/clear-1
                  lockchat/gpt-4
                  lockchat/gpt-3.5-turbo
                  openai/gpt-5
                  vault/vault-1
                  """,
                  "warning: 'hearth' was not asked: it is a service on this machine, and nothing"
                      + " listens at http://127.0.0.1:1; start it with `hearth serve`\n"
                      + "warning: not asked, since they need a key: openai (OPENAI_API_KEY), vault"
                      + " (VAULT_API_KEY)\n"));
    }

    @Test
    void ofAnOpenEndedEndpointAreAskedFor() {
      assertThat(vault()).isEqualTo(new Run.Result(0, "vault/vault-1\nvault/vault-2\n", ""));
    }

    @Test
    void ofAKnownServiceAreListedWhenItIsNamedOrHasAKey() {
      assertThat(Run.of("models", "-p", "groq"))
          .isEqualTo(
              new Run.Result(
                  0,
                  "groq/llama-fast\n",
                  "warning: 'groq' was not asked: it needs its api-key (set the environment"
                      + " variable GROQ_API_KEY or RUNNEL_GROQ_API_KEY)\n"));
      assertThat(Run.command("models").variable("GROQ_API_KEY", "k").result().out())
          .contains("\ngroq/vault-1\n");
    }

    @Test
    void thatCannotBeListedAreAWarning() {
      Play.models(
          () ->
              CompletableFuture.failedFuture(
                  ChatException.of(ErrorKind.UNAVAILABLE, "The service is down")));

      assertThat(vault())
          .isEqualTo(
              new Run.Result(
                  0,
                  "vault/vault-1\n",
                  "warning: 'vault' did not list its models: vault: The service is down\n"));
    }

    @Test
    void ofAnUnknownEndpointSuggestTheNearName() {
      assertThat(Run.of("models", "-p", "vualt"))
          .isEqualTo(
              new Run.Result(
                  2, "", "error: There is no provider 'vualt'; did you mean 'vault'?\n"));
    }

    private Run.Result vault() {
      return Run.command("models", "-p", "vault").variable("VAULT_API_KEY", "k").result();
    }
  }
}
