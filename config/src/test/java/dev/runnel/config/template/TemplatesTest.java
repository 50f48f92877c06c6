package dev.runnel.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  @TempDir Path home;

  private Templates templates() {
    return new Templates(home.resolve("templates"));
  }

  @Test
  void whatIsWrittenIsReadBackAsItWas() {
    List<String> texts =
        List.of(
            "a", "two\nlines\n", "\n", "'''\n", "it's'\n'", "\"\"\" \\ \t\r\n\u0001é😀", "{{a}}");
    for (String text : texts) {
      Template template =
          new Template(
              Optional.of(text),
              Optional.of(text + "{{a}}"),
              Optional.of(text),
              Optional.of("openai/gpt-5"),
              OptionalDouble.of(0.5),
              OptionalInt.of(100),
              Optional.of("name, age int"),
              true,
              Map.of("a", text));
      templates().write("review", template);

      assertThat(templates().read("review")).isEqualTo(template);
    }
  }

  @Test
  void theOrdinaryTemplateIsReadable() {
    templates().write("review", template("Review:\n\n{{input}}\n", "Be {{tone}}."));

    assertThat(templates().text("review"))
        .isEqualTo("system = \"Be {{tone}}.\"\nprompt = '''\nReview:\n\n{{input}}\n'''\n");
  }

  @Test
  void variablesGetTheirValuesAndDefaultsGiveWay() {
    Template template =
        new Template(
            Optional.empty(),
            Optional.of("{{a}} {{ b }} \\{{a}} {a} $a {{1}} {{ {{input}}"),
            Optional.of("{{b}}"),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            Map.of("a", "A", "b", "B"));

    Template.Filled filled = template.fill("t", Map.of("b", "{{a}} $1 \\"), "in");

    assertThat(filled.prompt()).isEqualTo("A {{a}} $1 \\ {{a}} {a} $a {{1}} {{ in");
    assertThat(filled.system()).contains("{{a}} $1 \\");
  }

  @Test
  void anInputWithoutAPlaceIsNotLost() {
    assertThat(template("Review this.", "s").fill("t", Map.of(), "x").prompt())
        .isEqualTo("Review this.\n\nx");
    assertThat(template("Review this.", "s").fill("t", Map.of(), "").prompt())
        .isEqualTo("Review this.");
  }

  @Test
  void allThatIsMissingOrTooMuchIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                template("{{language}} {{input}} {{x}}", "{{tone}}")
                    .fill("t", Map.of("langage", "de", "x", "1", "input", "i"), ""))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith(
            "Template 't': it wants a value for 'tone': -P tone=…; it wants a value for"
                + " 'language': -P language=…; ")
        .hasMessageContaining("it has no variable 'langage'; did you mean 'language'?")
        .hasMessageContaining("'input' is what is typed or piped, and not given with -P");
    assertThatThrownBy(() -> template("{{input}}", "s").fill("t", Map.of(), ""))
        .hasMessage("Template 't': it wants an input: type one, or pipe one in.");
  }

  @Test
  void allMistakesAreSaidWithTheirPlaces() {
    templates()
        .writeText(
            "bad",
            """
            promt = "x"
            temperature = "hot"
            max-tokens = 0
            system = "Be {{tone}}."
            [defaults]
            tine = "mild"
            """);
    String file = home.resolve("templates/bad.toml").toString();

    assertThatThrownBy(() -> templates().read("bad"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            file
                + ":1:1: 'promt' is no key of a template; did you mean 'prompt'?; "
                + file
                + ":2:1: 'temperature' must be a number without quotes, not a text in quotes; "
                + file
                + ":3:1: 0 is out of range: it must be 1 or more; "
                + file
                + ":6:1: there is a default for 'tine', which is no variable of the template; did"
                + " you mean 'tone'?");
  }

  @Test
  void whatIsNoTomlIsSaidSo() {
    templates().writeText("bad", "prompt = 'x\n");

    assertThatThrownBy(() -> templates().read("bad"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("bad.toml:1:")
        .hasMessageContaining("is no TOML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".x", "a b", "-x", "é"})
  void aNameCannotLeaveTheFolder(String name) {
    assertThatThrownBy(() -> templates().file(name))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("'" + name + "' is no template's name");
  }

  @Test
  void aPathIsAFileAnywhere() throws Exception {
    Path file = Files.writeString(home.resolve("shared.toml"), "prompt = 'x'");

    assertThat(templates().read(file.toString()).prompt()).contains("x");
  }

  @Test
  void theyAreListedRemovedAndMissedByName() {
    assertThat(templates().names()).isEmpty();
    assertThatThrownBy(() -> templates().read("review"))
        .hasMessage("There is no template 'review'; `runnel template save` makes one.");
    templates().write("review", template("x", "y"));
    templates().write("explain", template("x", "y"));

    assertThat(templates().names()).containsExactly("explain", "review");
    assertThatThrownBy(() -> templates().read("reviw"))
        .hasMessage("There is no template 'reviw'; did you mean 'review'?");
    templates().remove("review");
    assertThat(templates().has("review")).isFalse();
    assertThatThrownBy(() -> templates().remove("zzz"))
        .hasMessage("There is no template 'zzz'; there are: explain.");
  }

  private static Template template(String prompt, String system) {
    return new Template(
        Optional.empty(),
        Optional.of(prompt),
        Optional.of(system),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false,
        Map.of());
  }
}
