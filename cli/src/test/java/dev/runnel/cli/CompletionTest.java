package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts, driven in the shells they are for. */
class CompletionTest {
  private static final String CASES =
      """
      runnel                        | batch chat completion models route sandbox
      runnel ba                     | batch
      runnel cha                    | chat
      runnel chat --prov            | --provider
      runnel batch in.txt --li      | --lines
      runnel chat -p a              | ails aunt azure
      runnel chat --provider=gr     | groq
      runnel chat -p aunt -m        | aunt-1 aunt-2
      runnel chat -m aunt/a         | aunt/aunt-1 aunt/aunt-2
      runnel chat -o aunt.          | aunt.mood=
      runnel completion             | bash fish zsh
      runnel plugins remove gu      | guest guide
      runnel batch ta               | table.jsonl talk.txt
      runnel batch x -O tab         | table.jsonl
      """;

  @TempDir Path folder;

  @BeforeEach
  void aProgramAndFiles() throws IOException {
    Play.reset();
    Files.writeString(folder.resolve("table.jsonl"), "");
    Files.writeString(folder.resolve("talk.txt"), "");
    for (String shell : List.of("bash", "zsh", "fish")) {
      Files.writeString(folder.resolve("script." + shell), Run.of("completion", shell).out());
    }
    // What the scripts ask, as the real command answers it.
    StringBuilder program = new StringBuilder("#!/bin/sh\ncase \"$*\" in\n");
    for (String asked :
        List.of("complete endpoint", "complete model ", "complete model aunt", "complete option")) {
      program
          .append("  '")
          .append(asked)
          .append("') cat <<'END'\n")
          .append(Run.of(asked.split(" ")).out())
          .append("END\n  ;;\n");
    }
    program.append("  'complete plugin') printf 'acme\\nguest\\nguide\\n' ;;\n");
    Path runnel = folder.resolve("bin").resolve("runnel");
    Files.createDirectories(folder.resolve("bin"));
    // Without an endpoint, fish gives no empty word.
    Files.writeString(
        runnel,
        program.toString().replace("'complete model ')", "'complete model '|'complete model')")
            + "esac\n");
    assertThat(runnel.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = CASES)
  void bashProposes(String line, String wanted) throws Exception {
    String typed = typed(line);
    String ask =
        """
        source ./script.bash
        COMP_LINE="$1" COMP_POINT=${#1}
        _runnel
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    assertProposed(run("bash", "--norc", "-c", ask, "bash", typed), wanted);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = CASES)
  void fishProposes(String line, String wanted) throws Exception {
    needs("fish");
    String ask = "source script.fish; complete -C $argv[1] | string replace -r '\\t.*' ''";
    String proposed = run("fish", "--no-config", "-c", ask, typed(line));

    // Fish gives the whole word where it completes behind an equals sign.
    assertProposed(proposed.replaceAll("(?m)^--provider=", ""), wanted);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = CASES)
  void zshProposes(String line, String wanted) throws Exception {
    needs("zsh");
    // Completion works in the line editor only: a zsh on a pseudo-terminal inside of this one.
    String ask =
        """
        zmodload zsh/zpty
        zpty z zsh -f -i
        drain() { local part; while zpty -r -m z part "*$1*"; do [[ $part == *$1* ]] && break; done; REPLY=$part }
        zpty -w z "PS1=; stty -echo; autoload -Uz compinit; compinit -D -u; source ./script.zsh"
        zpty -w z 'compadd() { builtin compadd -O found "$@"; print -rl -- $found; builtin compadd "$@" }'
        zpty -w z 'dump() { print -r -- "<""<<"; _runnel 2>/dev/null; print -r -- ">"">>"; compstate[insert]=; compstate[list]= }'
        zpty -w z 'zle -C dump complete-word dump; bindkey "^X" dump; print rea""dy'
        drain ready
        zpty -w -n z "$1"$'\\x18'
        drain ">>>"
        print -r -- "$REPLY"
        zpty -d z
        """;
    String seen = run("zsh", "-f", "-c", ask, "zsh", typed(line));

    String proposed = seen.replaceAll("(?s).*<<<\\R(.*)>>>.*", "$1").replace("\r", "");
    assertProposed(proposed, wanted);
  }

  @Test
  void bashHandlesModelsWithColons() throws Exception {
    Files.writeString(
        folder.resolve("bin").resolve("runnel"),
        "#!/bin/sh\necho ollama/qwen3:8b\necho ollama/qwen3:4b\n");
    String ask =
        """
        source ./script.bash
        COMP_LINE='runnel chat -m ollama/qwen3:' COMP_POINT=28
        _runnel
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    assertThat(run("bash", "--norc", "-c", ask).lines()).containsExactly("8b", "4b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theScriptsAreValidAndSilentWhenTheyAreRead(String shell) throws Exception {
    needs(shell);

    assertThat(run(shell, "-n", "script." + shell)).isEmpty();
    assertThat(run(shell, "-c", "source ./script." + shell)).isEmpty();
  }

  @Test
  void whatTheScriptsAskIsAnsweredWithoutAskingAnybody() {
    assertThat(Run.of("complete", "model").out().lines())
        .contains("aunt/aunt-1", "vault/vault-1")
        .noneMatch(line -> line.startsWith("groq/"));
    assertThat(Run.of("complete", "model", "groq").out()).isEqualTo("llama-fast\n");
    assertThat(Run.of("complete", "option").out())
        .contains("aunt.mood=\n")
        .doesNotContain("api-key");
    assertThat(Run.of("--help").out()).doesNotContain("  complete ");
    assertThat(Play.nobodyWasAsked()).isTrue();
    assertThat(Run.of("completion", "tcsh").err()).contains("expected one of [bash, zsh, fish]");
  }

  @Test
  void whatWasInstalledCanBeRemoved() throws IOException {
    Path lock = folder.resolve("data/runnel/plugins/plugins.lock");
    Files.createDirectories(lock.getParent());
    String jar = "\n" + "0".repeat(64) + "  .installed/%1$s/x.jar\n";
    Files.writeString(
        lock,
        "# Runnel plugins, format 1.\n"
            + ("# plugin %1$s file x.jar" + jar).formatted("guest")
            + ("# plugin %1$s com.acme:a:1" + jar).formatted("acme"));

    assertThat(
            Run.command("complete", "plugin")
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .result()
                .out())
        .isEqualTo("acme\nguest\n");
  }

  /** With a space behind what is complete. */
  private static String typed(String line) {
    String typed = line.stripTrailing();
    return typed.matches("runnel|.* -m|runnel completion") ? typed + " " : typed;
  }

  private static void assertProposed(String proposed, String wanted) {
    assertThat(proposed.lines().map(String::strip).filter(line -> !line.isEmpty()))
        .contains(wanted.strip().split(" "));
    if (!wanted.contains("chat completion")) {
      assertThat(proposed.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct())
          .containsExactlyInAnyOrder(wanted.strip().split(" "));
    }
  }

  private static void needs(String shell) {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", shell))
            || Files.isExecutable(Path.of("/bin", shell)),
        () -> shell + " is not installed, so that its script cannot be run");
  }

  private String run(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, bin) -> bin + old);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TERM", "dumb");
    Process process = builder.start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(out, StandardCharsets.UTF_8);
  }
}
