package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the docs and the help show as run is run. In a page:
 *
 * <ul>
 *   <li>a block {@code console}: its lines that begin with {@code $} are run, in order, in one
 *       folder a page, with the distribution as {@code $RUNNEL_HOME}; the lines below them are what
 *       is printed, where {@code …} stands for anything. {@code # exit 4} behind a command says its
 *       exit code.
 *   <li>{@code <!-- file: NAME -->} before a block writes it to that file, before anything is run;
 *   <li>{@code <!-- with: services -->} lets a sandbox answer for the services;
 *   <li>{@code <!-- with: gateway -->} lets {@code runnel serve --sandbox} run meanwhile, wherever
 *       it listens: the page writes {@code http://127.0.0.1:1337};
 *   <li>{@code <!-- not run: WHY -->} does what it says.
 * </ul>
 */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class DocsIT {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?ms)^(?:<!-- (file|with|not run): ([^\\n]*?) -->\\n)?(`{3,})(\\w*)[^\\n]*\\n(.*?)^\\3$");
  private static final Pattern EXIT = Pattern.compile("\\s+# exit (\\d+)\\s*$");

  @TempDir Path folder;

  /** A command of a page, and what it prints. */
  record Step(String command, String with, List<String> printed) {
    boolean services() {
      return with.equals("services");
    }

    boolean gateway() {
      return with.equals("gateway");
    }

    int exit() {
      var found = EXIT.matcher(command);
      return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
  }

  static Stream<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Program.distribution())) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> Program.distribution().relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageShowsWhatHappens(String page) throws Exception {
    String text = Files.readString(Program.distribution().resolve(page));
    List<Step> steps = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(text).results().toList()) {
      String mark = block.group(1) == null ? "" : block.group(1);
      if (mark.equals("file")) {
        Path file = folder.resolve(block.group(2));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.group(5));
      } else if (block.group(4).equals("console") && !mark.equals("not run")) {
        steps.addAll(steps(block.group(5), mark.equals("with") ? block.group(2) : ""));
      }
    }
    run(steps);
  }

  static Stream<String> helps() {
    return commands("").filter(command -> !command.isEmpty());
  }

  /** Every command's help, as far as it can be run anywhere. */
  @ParameterizedTest
  @MethodSource("helps")
  void theHelpShowsWhatWorks(String command) throws Exception {
    Files.writeString(folder.resolve("in.jsonl"), "{\"id\": \"a\", \"prompt\": \"Hello\"}\n");
    List<Step> steps =
        examples(command).stream()
            .filter(example -> example.startsWith("runnel ") && example.contains("--sandbox"))
            .filter(example -> !example.startsWith("runnel serve ")) // it ends when it is told to
            .map(example -> example.contains("fault-") ? example + " # exit 6" : example)
            .map(example -> new Step(example, "", List.of()))
            .toList();

    run(steps);
  }

  @Test
  void allPagesAndCommandsAreLookedAt() throws Exception {
    assertThat(pages()).contains("README.md", "docs/cli.md", "docs/batch.md");
    assertThat(helps()).contains("chat", "batch", "route", "providers");
  }

  private static Stream<String> commands(String above) {
    String help = help(above);
    int start = help.indexOf("\nCommands:\n");
    Stream<String> below =
        start < 0
            ? Stream.of()
            : help.substring(start + "\nCommands:\n".length())
                .lines()
                .takeWhile(line -> line.startsWith("  "))
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> (above + " " + line.strip().split(" ", 2)[0]).strip());
    return Stream.concat(Stream.of(above), below.flatMap(DocsIT::commands));
  }

  private static List<String> examples(String command) {
    String help = help(command);
    return help.substring(help.indexOf("\nExamples:\n") + 1)
        .lines()
        .filter(line -> line.startsWith("  "))
        .map(line -> line.strip().split(" {2,}", 2)[0])
        .toList();
  }

  private static String help(String command) {
    List<Object> words =
        new ArrayList<>(List.of((Object[]) (command + " --help").strip().split(" ")));
    return Program.runnel(words.toArray()).run().out();
  }

  private static List<Step> steps(String block, String with) {
    List<Step> steps = new ArrayList<>();
    List<String> printed = new ArrayList<>();
    String command = "";
    for (String line : block.replaceAll("\\\\\\n(> | +)?", " ").lines().toList()) {
      if (line.startsWith("$ ")) {
        command = line.substring(2);
        printed = new ArrayList<>();
        steps.add(new Step(command, with, printed));
      } else {
        assertThat(command).as("a block begins with a command").isNotEmpty();
        printed.add(line);
      }
    }
    return steps;
  }

  private void run(List<Step> steps) throws Exception {
    if (steps.isEmpty()) {
      return;
    }
    Path bin = Files.createDirectories(folder.resolve(".bin"));
    Files.createSymbolicLink(
        bin.resolve("runnel"), Program.distribution().resolve("bin").resolve("runnel"));
    Files.createSymbolicLink(
        folder.resolve("runnel"), Program.distribution().resolve("bin").resolve("runnel"));
    try (Sandbox sandbox = Sandbox.start();
        Served gateway = Served.where(steps.stream().anyMatch(Step::gateway))) {
      for (Step step : steps) {
        String command = EXIT.matcher(step.command()).replaceFirst("");
        Program program =
            Program.of("sh", "-c", "exec 2>&1; " + (step.gateway() ? gateway.at(command) : command))
                .in(folder)
                .with("PATH", bin + ":" + System.getenv("PATH"))
                .with("RUNNEL_HOME", Program.distribution())
                .with("HOME", folder)
                .with("XDG_CONFIG_HOME", folder.resolve(".config"))
                .with("XDG_DATA_HOME", folder.resolve(".local"))
                .with("XDG_STATE_HOME", folder.resolve(".state"))
                .with("XDG_CACHE_HOME", folder.resolve(".cache"))
                // Whatever is asked beyond this machine is asked here, where nobody is.
                .with("HTTPS_PROXY", "http://" + ClosedPort.origin().replaceFirst("^.*//", ""))
                .with("HTTP_PROXY", "http://" + ClosedPort.origin().replaceFirst("^.*//", ""));
        var result = (step.services() ? served(program, sandbox) : program).run();

        assertThat(result.exit()).as("%s%n%s", step.command(), result.out()).isEqualTo(step.exit());
        if (!step.printed().isEmpty()) {
          assertThat(result.out())
              .as(step.command())
              .matches(pattern(String.join("\n", step.printed()).strip() + "\n"));
        }
      }
    }
  }

  /** The gateway that a page asks, if it asks one. */
  private record Served(Optional<Live> process, String origin) implements AutoCloseable {
    private static final String WRITTEN = "http://127.0.0.1:1337";

    static Served where(boolean wanted) throws Exception {
      if (!wanted) {
        return new Served(Optional.empty(), WRITTEN);
      }
      Live live = Program.runnel("serve", "--sandbox", "--port", "0").redirected("2>&1").live();
      String said = live.awaitOut(text -> text.contains(" until Ctrl-C"));
      return new Served(
          Optional.of(live), said.replaceFirst("(?s).*listens on (http://\\S+).*", "$1"));
    }

    String at(String command) {
      return command.replace(WRITTEN, origin);
    }

    @Override
    public void close() {
      process.ifPresent(Live::close);
    }
  }

  private static Program served(Program program, Sandbox sandbox) {
    Program served = program;
    for (String service : Sandbox.services()) {
      String name = service.toUpperCase(Locale.ROOT);
      served = served.with("RUNNEL_" + name + "_BASE_URL", sandbox.baseUrl(service));
      if (List.of("openai", "anthropic", "gemini").contains(service)) {
        served = served.with(name + "_API_KEY", "sk-docs");
      }
    }
    return served;
  }

  /** Blank lines at the ends and trailing blanks do not count. */
  private static Pattern pattern(String printed) {
    String pattern =
        printed
            .lines()
            .map(
                line ->
                    line.strip().equals("…")
                        ? "(.*\n)*?"
                        : Stream.of(line.split("…", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*?"))
                            + "\n")
            .collect(Collectors.joining());
    return Pattern.compile(pattern + "\\s*");
  }
}
