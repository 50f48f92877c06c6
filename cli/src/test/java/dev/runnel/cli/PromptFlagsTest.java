package dev.runnel.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.ResponseFormat;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a prompt, what it is made of, and what of its answer is printed. */
class PromptFlagsTest {
  @TempDir Path folder;

  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @Nested
  class Attachments {
    @Test
    void comeBeforeThePrompt() throws Exception {
      String text = Files.writeString(folder.resolve("a.md"), "# A\n").toString();
      byte[] gif = "GIF89a\0".getBytes(ISO_8859_1);
      String image = Files.write(folder.resolve("b"), gif).toString();

      Run.Result result = Run.of("chat", "-p", "vault", "-a", text, "--attach", image, "Compare.");

      assertThat(result.err()).contains("VAULT_API_KEY"); // an endpoint that may take images
      assertThat(Run.of("chat", "-a", text, "-s", "Be brief.", "Compare.").exitCode()).isZero();
      assertThat(Play.asked().request().messages())
          .containsExactly(
              Message.system("Be brief."), Message.user("a.md:\n```md\n# A\n```\n\nCompare."));
      Run.command("chat", "-p", "vault", "-a", text, "-a", image, "Compare.")
          .variable("VAULT_API_KEY", "k")
          .result();
      assertThat(Play.asked().request().lastMessage().parts())
          .containsExactly(
              new ContentPart.Text("a.md:\n```md\n# A\n```"),
              ContentPart.Image.of("image/gif", gif),
              new ContentPart.Text("Compare."));
    }

    @Test
    void areRefusedWhereImagesAreNotTaken() throws Exception {
      String image = Files.writeString(folder.resolve("b"), "GIF89a").toString();

      assertThat(Run.of("chat", "-p", "ails", "-a", image, "What is this?"))
          .isEqualTo(new Run.Result(3, "", "error: 'ails' does not take images.\n"));
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    @Test
    void areReadFromStandardInputWhichIsNoPromptThen() {
      Run.command("chat", "-a", "-", "Sum up.").stdin("a,b\n").result();

      assertThat(Play.asked().request().messages())
          .containsExactly(Message.user("stdin:\n```\na,b\n```\n\nSum up."));
    }

    @Test
    void wantAPrompt() {
      assertThat(Run.command("chat", "-a", "-").stdin("a,b\n").result())
          .isEqualTo(
              new Run.Result(
                  2,
                  "",
                  "error: There is no prompt: say what to do with what is attached, as in `runnel"
                      + " chat -a photo.png \"What is this?\"`.\n"));
    }

    @Test
    void andAConversationCannotBothBeStandardInput() {
      assertThat(Run.of("chat", "-a", "-", "--messages", "-", "x").err())
          .isEqualTo("error: Standard input can be read once only; leave one `-` out.\n");
      assertThat(Run.of("chat", "-a", "-", "-a", "-", "x").exitCode()).isEqualTo(2);
    }

    @Test
    void thatCannotBeHadStopEverything() {
      assertThat(Run.of("chat", "-a", "no-such-file.txt", "x"))
          .isEqualTo(new Run.Result(2, "", "error: There is no file 'no-such-file.txt'.\n"));
      assertThat(Play.nobodyWasAsked()).isTrue();
    }
  }

  @Nested
  class ASchema {
    private static final String DOG = "{\"name\":\"Rex\",\"age\":3}";

    @Test
    void isSentAndAFittingAnswerIsPrintedAsItCame() {
      answer(DOG);

      Run.Result result = dog("name, age int");

      assertThat(result).isEqualTo(new Run.Result(0, DOG + "\n", ""));
      ChatRequest request = Play.asked().request();
      assertThat(request.responseFormat()).isInstanceOf(ResponseFormat.JsonSchema.class);
      assertThat(((ResponseFormat.JsonSchema) request.responseFormat()).schema())
          .contains("\"age\":{\"type\":\"integer\"}");
    }

    @Test
    void isSetOnLinesOnATerminal() {
      answer(DOG);

      assertThat(run("--schema", "name, age int", "A dog").atTerminal().result().out())
          .isEqualTo("{\n  \"name\": \"Rex\",\n  \"age\": 3\n}\n");
    }

    @Test
    void makesAnAnswerFailThatIsNoJson() {
      answer("Here is a dog: Rex.");

      assertThat(dog("name, age int"))
          .isEqualTo(
              new Run.Result(5, "Here is a dog: Rex.\n", "error: The answer is not JSON.\n"));
    }

    @Test
    void makesAnAnswerFailThatDoesNotFollowIt() {
      answer("{\"name\":\"Rex\",\"age\":\"three\"}");

      Run.Result streamed = dog("name, age int");
      assertThat(streamed.exitCode()).isEqualTo(5);
      assertThat(streamed.err())
          .isEqualTo(
              "error: The answer does not follow the schema: /age: Value is [string] but should be"
                  + " [integer].\n");
      assertThat(run("--no-stream", "--schema", "name, age int", "A dog").result())
          .isEqualTo(streamed);
    }

    @Test
    void isTheLastEventsExitCodeToo() {
      answer("no");

      Run.Result result = run("--json", "--schema", "name, age int", "A dog").result();

      assertThat(result.exitCode()).isEqualTo(5);
      assertThat(result.out())
          .contains("{\"event\":\"unfit\",\"message\":\"is not JSON\"}\n")
          .endsWith("\"exit_code\":5}\n");
    }

    @Test
    void ofAnAnswerInAFenceIsCheckedWithoutIt() {
      answer("Sure:\n```json\n" + DOG + "\n```\n");

      assertThat(run("-x", "--schema", "name, age int", "A dog").result())
          .isEqualTo(new Run.Result(0, DOG + "\n", ""));
    }

    @Test
    void thatIsNoneStopsEverything() {
      assertThat(dog("{\"type\": 1}").exitCode()).isEqualTo(2);
      assertThat(dog("no-such-file.json"))
          .isEqualTo(new Run.Result(2, "", "error: There is no file 'no-such-file.json'.\n"));
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    private Run.Result dog(String schema) {
      return run("--schema", schema, "A dog").result();
    }
  }

  @Nested
  class Extracting {
    @Test
    void printsTheFirstCodeBlockAlone() {
      answer("Here:\n\n```sh\nls -l\n```\n\nIt lists.\n");

      assertThat(run("-x", "List files").result()).isEqualTo(new Run.Result(0, "ls -l\n", ""));
      assertThat(run("-x", "--no-stream", "List files").result())
          .isEqualTo(new Run.Result(0, "ls -l\n", ""));
    }

    @Test
    void printsAllWhereThereIsNoBlockAndSaysSo() {
      answer("Use ls.");

      assertThat(run("--extract", "List files").result())
          .isEqualTo(
              new Run.Result(
                  0,
                  "Use ls.\n",
                  "note: there is no code block in the answer; all of it was printed\n"));
    }

    @Test
    void printsWhatCameOfABlockThatBrokeOff() {
      Play.script(
          (config, request, exchange) -> {
            exchange.token("```\nls\npw");
            exchange.endOfInput();
          });

      Run.Result result = run("-x", "List files").result();
      assertThat(result.out()).isEqualTo("ls\npw\n");
      assertThat(result.exitCode()).isEqualTo(6);
    }

    @Test
    void isNotForEvents() {
      assertThat(run("-x", "--json", "x").result())
          .isEqualTo(
              new Run.Result(
                  2,
                  "",
                  "error: -x prints a code block alone, and --json every event; leave one of them"
                      + " out.\n"));
    }
  }

  @Nested
  class ATemplate {
    @Test
    void givesWhatTheCommandLineDoesNot() throws Exception {
      template(
          """
          model = "aunt-2"
          temperature = 0.5
          max-tokens = 50
          system = "Be {{tone}}."
          prompt = "In {{language}}: {{input}}"
          [defaults]
          tone = "brief"
          """);

      assertThat(templated("-P", "language=German", "Hello").exitCode()).isZero();
      ChatRequest request = Play.asked().request();
      assertThat(request.messages())
          .containsExactly(Message.system("Be brief."), Message.user("In German: Hello"));
      assertThat(request.model()).contains("aunt-2");
      assertThat(request.temperature()).hasValue(0.5);
      assertThat(request.maxTokens()).hasValue(50);

      String[] flags = {
        "-P", "language=x", "-P", "tone=y", "-m", "aunt-1", "-t", "1", "--max-tokens", "7"
      };
      run(with(flags, "-T", "it", "-s", "Be kind.", "Hello"))
          .variable("XDG_CONFIG_HOME", home())
          .result();
      request = Play.asked().request();
      assertThat(request.messages().get(0)).isEqualTo(Message.system("Be kind."));
      assertThat(request.model()).contains("aunt-1");
      assertThat(request.temperature()).hasValue(1);
      assertThat(request.maxTokens()).hasValue(7);
    }

    @Test
    void takesItsInputFromAPipe() throws Exception {
      template("prompt = 'Review: {{input}}'");

      run("-T", "it").variable("XDG_CONFIG_HOME", home()).stdin("{{x}} $1\n").result();

      assertThat(Play.asked().request().messages())
          .containsExactly(Message.user("Review: {{x}} $1"));
    }

    @Test
    void saysAllThatIsMissing() throws Exception {
      template("prompt = '{{language}}: {{input}}'");

      assertThat(templated("-P", "langauge=de"))
          .isEqualTo(
              new Run.Result(
                  2,
                  "",
                  "error: Template 'it': it wants a value for 'language': -P language=…; it wants an"
                      + " input: type one, or pipe one in; it has no variable 'langauge'; did you"
                      + " mean 'language'?\n"));
      assertThat(templated("-P", "language", "x").err())
          .isEqualTo("error: -P is KEY=VALUE, not 'language'.\n");
      assertThat(Run.of("chat", "-P", "a=b", "x").err())
          .isEqualTo("error: -P is for -T NAME, which is missing.\n");
    }

    @Test
    void canAskForASchemaOrACodeBlock() throws Exception {
      template("prompt = 'x'\nschema = 'a, b'\nextract = true");
      answer("```\n{\"a\": \"\", \"b\": \"\"}\n```");

      assertThat(templated()).isEqualTo(new Run.Result(0, "{\"a\": \"\", \"b\": \"\"}\n", ""));
      assertThat(templated("--json").exitCode()).isEqualTo(5); // with its fence, it is no JSON
    }

    @Test
    void canBeAFileAnywhere() throws Exception {
      Path file = Files.writeString(folder.resolve("mine.toml"), "prompt = 'Hello'");

      run("-T", file.toString()).variable("XDG_CONFIG_HOME", home()).result();

      assertThat(Play.asked().request().messages()).containsExactly(Message.user("Hello"));
    }

    private void template(String toml) throws Exception {
      Path file = folder.resolve("runnel/templates/it.toml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, toml);
    }

    private Run.Result templated(String... more) {
      Run run = Run.command(with(new String[] {"chat", "-T", "it"}, more));
      return run.variable("XDG_CONFIG_HOME", home()).result();
    }

    private String home() {
      return folder.toString();
    }
  }

  private static Run run(String... arguments) {
    return Run.command(with(new String[] {"chat", "-p", "aunt"}, arguments));
  }

  private static String[] with(String[] first, String... more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static void answer(String text) {
    Play.script(
        (config, request, exchange) -> {
          for (int i = 0; i < text.length(); i++) {
            exchange.token(text.substring(i, i + 1));
          }
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        });
  }
}
