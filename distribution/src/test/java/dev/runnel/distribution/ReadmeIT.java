package dev.runnel.distribution;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What README.md shows is compiled and run, word for word but for port numbers. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class ReadmeIT {
  private static final Path LIB = Program.distribution().resolve("lib");

  @TempDir Path folder;

  @BeforeEach
  void aFolderAsTheReadersIs() throws IOException {
    Path command = Program.distribution().resolve("bin").resolve("runnel");
    Files.createSymbolicLink(folder.resolve("runnel"), command);
    String source = block("provider");
    new Forge(folder)
        .source("com.example.ShoutProvider", source)
        .services("com.example.ShoutProvider")
        .jar("shout.jar");
  }

  @Test
  void theFirstUseNeedsCoreAlone() throws IOException {
    Path classes = new Forge(folder).source("CoreOnly", block("core")).classes();

    var result =
        Program.java("-cp", path(Forge.core(), folder.resolve("shout.jar"), classes), "CoreOnly")
            .and("shout")
            .run();

    assertThat(result).isEqualTo(new Program.Result(0, "HELLO [complete]\n", ""));
  }

  @Test
  void theFragmentsOfTheFirstUseCompile() throws IOException {
    List<String> fragments =
        found("(?ms)(?<!-->\\n)^```java\\n(.*?)^```$").map(block -> block.group(1)).toList();
    String whole =
        """
        import dev.runnel.api.*;
        import dev.runnel.api.ContentPart.*;
        import dev.runnel.discovery.Providers;
        import dev.runnel.spi.EndpointConfig;
        import java.util.List;

        class Fragments {
          void run(Providers providers, byte[] bytes) {
            %s
          }
        }
        """
            .formatted(String.join("\n", fragments));

    assertThat(fragments).hasSize(2);
    assertThat(new Forge(folder).source("Fragments", whole).against(jars()).classes()).exists();
  }

  @Test
  void theSecondUseIsTheRunner() throws IOException {
    try (Sandbox sandbox = Sandbox.start()) {
      String source = block("runner");
      assertThat(source).contains("http://127.0.0.1:9000");
      Path classes =
          new Forge(folder)
              .source("WithRunner", source.replace("http://127.0.0.1:9000", sandbox.origin()))
              .against(jars())
              .classes();

      var result =
          Program.java(
                  "-Dguice_bytecode_gen_option=DISABLED",
                  "-cp",
                  path(LIB.resolve("*"), classes),
                  "WithRunner")
              .run();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out()).contains("ails", "lockchat");
      assertThat(sandbox.awaitExchange().awaitAnswered().violations()).isEmpty();
      assertThat(result.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "ollama", "compatible"})
  void theFirstAnswersFromServicesAreWhatTheyAre(String use) throws IOException {
    try (Sandbox sandbox = Sandbox.builder().openAiModels("gpt-4.1-mini", "qwen3-8b").start()) {
      String commands =
          script(use).lines().filter(line -> !line.startsWith("ollama ")).collect(joining("\n"));
      String openAi = sandbox.baseUrl("openai");

      var result =
          Program.of("sh", "-e", "-c", commands.replace("http://localhost:8000/v1", openAi))
              .in(folder)
              .with("OLLAMA_HOST", use.equals("ollama") ? sandbox.origin() : "127.0.0.1:1")
              .with("OPENAI_BASE_URL", use.equals("key") ? openAi : "")
              // The server of a reader's own wants no key; the sandbox does.
              .with("OPENAI_API_KEY", use.equals("compatible") ? "sk-test" : "")
              .run();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isNotBlank();
      assertThat(sandbox.violations()).isEmpty();
      assertThat(sandbox.exchanges())
          .hasSizeGreaterThan(1)
          .allMatch(
              exchange ->
                  exchange.service().orElseThrow().equals(use.equals("ollama") ? use : "openai"));
    }
  }

  static Stream<String> commands() throws IOException {
    // This build is `mvn verify`; the one command that does not end has a test of its own, and so
    // have those that need a service.
    return found("(?ms)(?<!-->\\n)^```sh\\n(.*?)^```$")
        .flatMap(block -> block.group(1).lines())
        .filter(line -> !line.isBlank() && !line.startsWith("mvn "))
        .filter(line -> !line.contains("runnel sandbox"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandsOfTheShellDoWhatTheyShow(String command) {
    var result = Program.of("sh", "-c", command).in(folder).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isNotBlank();
    if (command.contains("-p shout")) {
      assertThat(result.out()).isEqualTo("HELLO\n");
    }
  }

  @Test
  void aJarIsInstalledAskedAndRemoved() throws IOException {
    var result =
        Program.of("sh", "-e", "-c", script("install"))
            .in(folder)
            .with("XDG_DATA_HOME", folder.resolve("data").toString())
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("HELLO\n");
  }

  @Test
  void theGatewayAnswersAsItShows() throws Exception {
    String[] commands = script("gateway").replace("\\\n", "").split("\n");
    String serve = commands[0].replaceFirst("#.*", "").strip() + " --port 0";
    assertThat(serve).startsWith("./runnel serve");
    try (Live gateway = Program.of("sh", "-c", "exec " + serve + " 2>&1").in(folder).live()) {
      String said = gateway.awaitOut(text -> text.contains(" until Ctrl-C"));
      String origin = said.replaceFirst("(?s).*listens on (http://\\S+).*", "$1");
      var result =
          Program.of("sh", "-c", commands[1].replace("http://127.0.0.1:1337", origin))
              .in(folder)
              .run();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out()).startsWith("data: {").endsWith("data: [DONE]\n\n");
    }
  }

  /** A key on standard input is for the command that asks for one; others take it for a prompt. */
  @Test
  void theShellDoesWhatItShows() throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), "{\"prompt\": \"Hello\"}\n");
    ImageIO.write(
        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("photo.png").toFile());
    try (Sandbox sandbox = Sandbox.start()) {
      for (String command : script("shell").lines().toList()) {
        if (command.contains("runnel sandbox")) {
          continue; // it does not end, and has a test of its own
        }

        var result =
            Program.of("sh", "-c", command)
                .in(folder)
                .input("sk-test\n")
                .with("XDG_CONFIG_HOME", folder.resolve("settings"))
                .with("XDG_DATA_HOME", folder.resolve("data"))
                .with("OPENAI_BASE_URL", sandbox.baseUrl("openai"))
                .with("OPENAI_API_KEY", "sk-test")
                .run();

        assertThat(result.exit()).as(command + ": " + result.err()).isZero();
      }
      assertThat(sandbox.violations()).isEmpty();
    }
    assertThat(folder.resolve("out.jsonl")).content().contains("\"completed\"");
    assertThat(folder.resolve("settings/runnel/keys.toml")).exists();
  }

  @Test
  void theSandboxIsStartedAndStopped() throws Exception {
    assertThat(readme()).contains("./runnel sandbox --port 9000 ");

    try (Live runnel = Program.runnel("sandbox", "--port", "0").live()) {
      runnel.awaitOut(out -> out.startsWith("The sandbox listens on http://127.0.0.1:"));
      runnel.signal("INT");

      assertThat(runnel.end().exit()).isEqualTo(130);
    }
  }

  @Test
  void thereAreThreeFirstAnswersAndThreeUses() throws IOException {
    assertThat(found("<!-- runs: (\\w+) -->").map(mark -> mark.group(1)))
        .containsExactly(
            "key",
            "ollama",
            "compatible",
            "core",
            "runner",
            "provider",
            "install",
            "shell",
            "gateway");
    assertThat(commands()).hasSizeGreaterThan(1);
    assertThat(script("shell").lines()).hasSizeGreaterThan(10);
  }

  private static String block(String name) throws IOException {
    return marked(name, "java");
  }

  private static String script(String name) throws IOException {
    return marked(name, "sh");
  }

  private static String marked(String name, String language) throws IOException {
    return found("(?ms)^<!-- runs: " + name + " -->\\n```" + language + "\\n(.*?)^```$")
        .findFirst()
        .orElseThrow(() -> new AssertionError("README.md has no code that 'runs: " + name + "'"))
        .group(1);
  }

  private static Stream<MatchResult> found(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(readme());
    return matcher.results();
  }

  private static String readme() throws IOException {
    return Files.readString(Program.distribution().resolve("README.md"));
  }

  private static List<Path> jars() throws IOException {
    try (var files = Files.list(LIB)) {
      return files.toList();
    }
  }

  private static String path(Path... entries) {
    return String.join(File.pathSeparator, Stream.of(entries).map(Path::toString).toList());
  }
}
