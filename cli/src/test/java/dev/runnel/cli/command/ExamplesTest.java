package dev.runnel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Every command has examples in its help, and every command line in help and docs is one that the
 * program understands. Those in the docs that are to be run are run by the distribution's tests.
 */
class ExamplesTest {
  private static final Pattern FENCE =
      Pattern.compile("(?ms)^ *```(\\w*)[^\\n]*\\n(.*?)^ *```\\s*$");
  private static final Pattern INLINE = Pattern.compile("`(runnel [^`\\n]+)`");
  private static final List<String> SHELLS = List.of("", "sh", "bash", "console");

  /** A command line in a text. */
  record Example(String where, String line) {
    @Override
    public String toString() {
      return where + ": " + line;
    }
  }

  static Stream<String> commands() {
    return all(line().getCommandSpec()).map(CommandSpec::qualifiedName);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExamplesOfItself(String name) {
    CommandSpec command =
        all(line().getCommandSpec())
            .filter(one -> one.qualifiedName().equals(name))
            .findFirst()
            .orElseThrow();

    assertThat(command.usageMessage().footerHeading()).isEqualTo("%nExamples:%n");
    assertThat(examples(command)).anyMatch(example -> example.line().contains(name));
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(command.optionsMap()).containsKeys("-h", "--help");
    assertThat(command.usageMessage().footer())
        .filteredOn(line -> line.startsWith(" ")) // the others are sentences, and may go on
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  static Stream<Example> inHelp() {
    return all(line().getCommandSpec()).flatMap(command -> examples(command).stream());
  }

  @ParameterizedTest
  @MethodSource("inHelp")
  void theHelpShowsWhatTheProgramUnderstands(Example example) {
    understood(example);
  }

  static Stream<Example> inDocs() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (Path page : pages()) {
      examples.addAll(examples(page));
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("inDocs")
  void theDocsShowWhatTheProgramUnderstands(Example example) {
    understood(example);
  }

  @Test
  void theDocsWereFound() throws IOException {
    assertThat(inDocs().map(Example::where)).contains("README.md", "cli.md").hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runnel chat "a b" 'c'       | [chat, a b, c]
          ./runnel chat x; echo $?    | [chat, x]
          A=1 B=2 runnel models # all | [models]
          runnel chat x > out 2>&1    | [chat, x]
          runnel chat x </dev/null    | [chat, x]
          runnel chat "# \\"x\\""     | [chat, # "x"]
          source <(runnel completion) |
          echo runnel                 |
          """)
  void aLineIsReadAsAShellReadsIt(String line, String words) {
    assertThat(ShellWords.ofRunnel(line).map(List::toString)).isEqualTo(Optional.ofNullable(words));
  }

  @Test
  void aPipeIsReadAsAShellReadsIt() {
    assertThat(ShellWords.ofRunnel("git diff | runnel chat 'Review | this:' | head -1"))
        .hasValue(List.of("chat", "Review | this:"));
  }

  private static void understood(Example example) {
    List<String> words = ShellWords.ofRunnel(example.line()).orElseThrow();
    boolean asksForHelp = !words.isEmpty() && words.get(0).equals("help");
    assertThatNoException()
        .as(example.toString())
        .isThrownBy(
            () -> {
              try {
                line()
                    .parseArgs(
                        (asksForHelp ? words.subList(1, words.size()) : words)
                            .toArray(String[]::new));
              } catch (MissingParameterException e) {
                // Where a command is only mentioned, what it needs may be left out.
                if (!example.where().endsWith(" (mention)")) {
                  throw e;
                }
              }
            });
  }

  private static List<Example> examples(CommandSpec command) {
    return Arrays.stream(command.usageMessage().footer())
        .filter(line -> line.startsWith("  "))
        .map(line -> line.strip().split(" {2,}", 2)[0])
        .filter(line -> ShellWords.ofRunnel(line).isPresent())
        .map(line -> new Example(command.qualifiedName() + " --help", line))
        .toList();
  }

  private static List<Example> examples(Path page) throws IOException {
    String name = page.getFileName().toString();
    String text = Files.readString(page);
    List<Example> examples = new ArrayList<>();
    Matcher fences = FENCE.matcher(text);
    while (fences.find()) {
      if (SHELLS.contains(fences.group(1))) {
        fences
            .group(2)
            .replaceAll("\\\\\\n *(> )?", " ")
            .lines()
            .map(line -> line.strip().replaceFirst("^\\$ ", ""))
            .filter(line -> ShellWords.ofRunnel(line).isPresent() && !line.contains("…"))
            .forEach(line -> examples.add(new Example(name, line)));
      }
    }
    Matcher inline = INLINE.matcher(FENCE.matcher(text).replaceAll(""));
    while (inline.find()) {
      if (!inline.group(1).matches(".*([…|\\[<]|\\b[A-Z_]{3,}\\b).*")) {
        examples.add(new Example(name + " (mention)", inline.group(1)));
      }
    }
    return examples;
  }

  private static List<Path> pages() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md").map(root::resolve),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  private static Stream<CommandSpec> all(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .distinct()
            .flatMap(ExamplesTest::all));
  }

  private static CommandLine line() {
    Output nowhere = new Output(OutputStream.nullOutputStream(), false);
    Shell shell =
        new Shell(
            InputStream.nullInputStream(), false, nowhere, nowhere, Map.of(), new Interruption());
    return RunnelCommand.line(shell, "test");
  }
}
