package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Message;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user writes into {@code runnel.toml} is what his commands do. */
class ConfigFileTest {
  @TempDir Path folder;

  @BeforeEach
  void reset() {
    Play.reset();
  }

  @Test
  void modelAndSettingsOfTheUsersFileHoldWhereNothingElseIsSaid() throws IOException {
    users("model = \"aunt-2\"\nsystem = \"Be brief.\"\ntemperature = 0.5\nmax-tokens = 9\n");

    Run.Result result = run("chat", "Hello");

    assertThat(result.exitCode()).as(result.err()).isZero();
    Play.Asked asked = Play.asked();
    assertThat(asked.config().endpoint()).isEqualTo("aunt");
    assertThat(asked.request().model()).contains("aunt-2");
    assertThat(asked.request().temperature()).hasValue(0.5);
    assertThat(asked.request().maxTokens()).hasValue(9);
    assertThat(asked.request().messages()).extracting(Message::text).startsWith("Be brief.");
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    users("model = \"aunt-2\"\ntemperature = 0.5\n[endpoints.aunt]\nmood = \"file\"\n");

    Run.command("chat", "-m", "aunt-1", "-t", "1", "Hello")
        .variable("XDG_CONFIG_HOME", folder.toString())
        .variable("RUNNEL_TEMPERATURE", "0.7")
        .variable("RUNNEL_AUNT_MOOD", "environment")
        .result();

    Play.Asked asked = Play.asked();
    assertThat(asked.request().model()).contains("aunt-1");
    assertThat(asked.request().temperature()).hasValue(1.0);
    assertThat(asked.config()).hasToString("EndpointConfig[aunt {mood=environment}]");
  }

  @Test
  void anEndpointOfOnesOwnAnswers() throws IOException {
    users("[endpoints.mine]\nprovider = \"aunt\"\nmood = \"mine\"\n");

    Run.Result result = run("chat", "-p", "mine", "Hello");

    assertThat(result.out()).isEqualTo("You said: Hello\n");
    assertThat(Play.asked().config()).hasToString("EndpointConfig[mine {mood=mine}]");
  }

  @Test
  void aFileThatIsNamedIsReadAlone() throws IOException {
    users("nonsense = true\n");
    Path other = Files.writeString(folder.resolve("other.toml"), "provider = \"aunt\"\n");

    Run.Result result = run("chat", "--config", other.toString(), "Hello");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Play.asked().config().endpoint()).isEqualTo("aunt");
  }

  @Test
  void allMistakesAreToldAtOnce() throws IOException {
    users("modle = \"x\"\n[endpoints.aunt]\nmod = \"x\"\n");
    Path file = folder.resolve("runnel/runnel.toml");

    Run.Result result = run("chat", "-o", "aunt.modd=x", "Hello");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: 3 options are wrong: 'modle' ("
                + file
                + ":1:1) is no key that is known here; did you mean 'model'?;"
                + " 'endpoints.aunt.mod' ("
                + file
                + ":3:1) is no key that is known here; did you mean 'mood'?; 'aunt.modd' (-o) is"
                + " not an option of aunt; did you mean 'mood'?\n");
    assertThat(Play.nobodyWasAsked()).isTrue();
  }

  @Test
  void whatIsNoTomlIsToldInOneSentence() throws IOException {
    users("a = = 1\n");

    Run.Result result = run("models");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: " + folder.resolve("runnel/runnel.toml") + ":1:5 is no TOML: unknown token.\n");
  }

  @Test
  void theLeaveForUnofficialServicesCanBeWrittenDown() throws IOException {
    users("unofficial = \"allow\"\nmodel = \"gpt-3.5-turbo\"\n");

    assertThat(run("chat", "Hello").exitCode()).isZero();
    assertThat(Play.asked().config().endpoint()).isEqualTo("ails");
  }

  @Test
  void theSandboxIsNotAskedForModelsOfOthers() throws IOException {
    users("model = \"gpt-none\"\nprovider = \"aunt\"\n");

    Run.Result result = run("chat", "--sandbox", "Hello");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Play.asked().config().endpoint()).isEqualTo("ails");
  }

  private void users(String text) throws IOException {
    Path file = Files.createDirectories(folder.resolve("runnel")).resolve("runnel.toml");
    Files.writeString(file, text);
  }

  private Run.Result run(String... arguments) {
    return Run.command(arguments).variable("XDG_CONFIG_HOME", folder.toString()).result();
  }
}
