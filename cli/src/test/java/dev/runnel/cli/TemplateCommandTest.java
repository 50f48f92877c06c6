package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Message;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemplateCommandTest {
  @TempDir Path home;

  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @Test
  void whatIsSavedIsUsed() {
    Run.Result saved =
        run("save", "review", "-s", "Be {{tone}}.", "-P", "tone=brief", "Review:", "{{input}}");

    assertThat(saved)
        .isEqualTo(
            new Run.Result(
                0, "", "saved " + file("review") + "; use it with `runnel chat -T review`\n"));
    assertThat(run("show", "review").out())
        .isEqualTo(
            "system = \"Be {{tone}}.\"\nprompt = \"Review: {{input}}\"\n\n[defaults]\ntone ="
                + " \"brief\"\n");
    Run.command("chat", "-T", "review", "x").variable("XDG_CONFIG_HOME", home.toString()).result();
    assertThat(Play.asked().request().messages())
        .containsExactly(Message.system("Be brief."), Message.user("Review: x"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void itIsItsOwnersAlone() throws Exception {
    run("save", "a", "x");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aSchemasFileIsCopiedAndFieldsStayWhatTheyAre() throws Exception {
    Path schema = Files.writeString(home.resolve("s.json"), "{\"type\": \"object\"}\n");

    run("save", "a", "--schema", schema.toString(), "x");
    run("save", "b", "--schema", "name, age int", "-x", "x");

    assertThat(run("show", "a").out()).startsWith("schema = \"{\\\"type\\\": \\\"object\\\"}\"\n");
    assertThat(run("show", "b").out())
        .isEqualTo("schema = \"name, age int\"\nextract = true\nprompt = \"x\"\n");
  }

  @Test
  void nothingIsReplacedUnasked() {
    run("save", "a", "one");

    assertThat(run("save", "a", "two"))
        .isEqualTo(
            new Run.Result(
                2,
                "",
                "error: There is a template 'a' already. Replace it with --overwrite, or name"
                    + " another.\n"));
    assertThat(run("save", "--overwrite", "a", "two").exitCode()).isZero();
    assertThat(run("show", "a").out()).isEqualTo("prompt = \"two\"\n");
  }

  @Test
  void whatMakesNoSenseIsNotSaved() {
    assertThat(run("save", "a").err())
        .isEqualTo(
            "error: There is nothing to save: give a prompt, -s, -m, --schema or another flag.\n");
    assertThat(run("save", "a", "-P", "tine=x", "{{tone}}").err())
        .isEqualTo("error: -P tine=…: neither the prompt nor the system message has {{tine}}.\n");
    assertThat(run("save", "a b", "x").exitCode()).isEqualTo(2);
  }

  @Test
  void theListSaysWhatEachIsAndWhichAreWrong() throws Exception {
    assertThat(run("list"))
        .isEqualTo(
            new Run.Result(
                0,
                "",
                "note: there is none yet; `runnel template save --help` shows how to make one\n"));
    run("save", "review", "-s", "Be {{tone}}.", "Review: {{input}}");
    run("save", "a", "--description", "For\ntests", "x");
    Files.writeString(file("broken"), "promt = 'x'");

    Run.Result result = run("list");
    assertThat(result.out())
        .isEqualTo("a       For tests\nreview  {{tone}} {{input}} Review: {{input}}\n");
    assertThat(result.err())
        .isEqualTo(
            "error: "
                + file("broken")
                + ":1:1: 'promt' is no key of a template; did you mean 'prompt'?\n");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void pathsArePrintedAndTemplatesRemoved() {
    assertThat(run("path").out()).isEqualTo(file("a").getParent() + "\n");
    assertThat(run("path", "a").out()).isEqualTo(file("a") + "\n");
    run("save", "a", "x");
    assertThat(run("remove", "a")).isEqualTo(new Run.Result(0, "", ""));
    assertThat(run("remove", "a").err())
        .isEqualTo("error: There is no template 'a'; `runnel template save` makes one.\n");
    assertThat(Run.of("template", "list").err())
        .isEqualTo(
            "error: There is no folder for templates: neither HOME nor XDG_CONFIG_HOME is set.\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theEditorsWorkIsChecked() {
    assertThat(edit("a", "printf 'prompt = \"y\"' >").exitCode()).isZero();
    assertThat(run("show", "a").out()).isEqualTo("prompt = \"y\"");

    Run.Result wrong = edit("a", "printf 'promt = \"y\"' >");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("a.toml:1:1: 'promt' is no key of a template")
        .endsWith("It is kept; mend it with `runnel template edit a`.\n");
    assertThat(edit("a", "false").err()).isEqualTo("error: The editor `false` ended with 1.\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNewOneIsASkeletonUntilSomethingIsWritten() {
    assertThat(edit("b", "grep -q 'prompt = '").err())
        .isEqualTo("note: nothing was written, so that there is no template 'b'\n");
    assertThat(file("b")).doesNotExist();
  }

  private Run.Result edit(String name, String editor) {
    return with(Map.of("EDITOR", editor), "edit", name);
  }

  private Run.Result run(String... arguments) {
    return with(Map.of(), arguments);
  }

  private Run.Result with(Map<String, String> environment, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "template";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Run run = Run.command(all).variable("XDG_CONFIG_HOME", home.toString());
    environment.forEach(run::variable);
    return run.result();
  }

  private Path file(String name) {
    return home.resolve("runnel/templates/" + name + ".toml");
  }
}
