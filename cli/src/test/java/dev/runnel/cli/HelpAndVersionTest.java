package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpAndVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionIsOneLine(String flag) {
    Run.Result result = Run.of(flag);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("runnel \\S+\n");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chat", "providers", "models", "sandbox"})
  void helpHasExamplesAndFitsATerminal(String command) {
    Run.Result result = command.isEmpty() ? Run.of("--help") : Run.of(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith(("Usage: runnel " + command).strip())
        .contains("\nExamples:\n  runnel ")
        .doesNotContain("\u001b");
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void theOptionsOfChatStandUnderHeadingsEachOnce() {
    String help = Run.of("chat", "--help").out();

    assertThat(help)
        .startsWith("Usage: runnel chat [OPTIONS] [PROMPT...]\n")
        .containsSubsequence(
            "\nWhat is asked:\n",
            "  -a, --attach=",
            "\nHow it is to be answered:\n",
            "--schema=",
            "\nWho answers:\n",
            "\nIn how long:\n",
            "\nWhat is printed:\n",
            "  -h, --help",
            "\nExamples:\n");
    assertThat(help.lines().filter(line -> line.matches(" +(-., )?--[a-z].*")))
        .hasSizeGreaterThan(25)
        .doesNotHaveDuplicates();
  }

  @Test
  void helpHasColoursOnATerminalOnlyUnlessTheyAreUnwanted() {
    assertThat(Run.command("chat", "--help").atTerminal().result().out()).contains("\u001b[");
    assertThat(Run.command("chat", "--help").atTerminal().variable("NO_COLOR", "1").result().out())
        .doesNotContain("\u001b");
    assertThat(Run.command("chat", "--help").atTerminal().variable("TERM", "dumb").result().out())
        .doesNotContain("\u001b");
  }

  @Test
  void noCommandIsAUsageErrorThatShowsHelp() {
    Run.Result result = Run.of();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: runnel ");
  }

  @Test
  void helpAsACommandIsUnderstood() {
    assertThat(Run.of("help")).isEqualTo(Run.of("--help"));
    assertThat(Run.of("help", "chat")).isEqualTo(Run.of("chat", "--help"));
  }

  @Test
  void aWrongCommandSuggestsTheNearOne() {
    assertThat(Run.of("chta"))
        .isEqualTo(
            new Run.Result(
                2,
                "",
                "error: There is no command 'chta'; did you mean 'chat'? See `runnel --help`.\n"));
    assertThat(Run.of("models", "extra").err())
        .isEqualTo("error: The argument 'extra' is one too many. See `runnel models --help`.\n");
  }
}
