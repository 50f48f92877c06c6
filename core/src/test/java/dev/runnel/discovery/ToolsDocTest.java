package dev.runnel.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/tools.md shows is compiled against core alone, and run. */
@Timeout(60)
class ToolsDocTest {
  /** A model that asks for the weather, and then says what it was told. */
  private static final String MODEL =
      """
      import dev.runnel.api.*;
      import dev.runnel.spi.*;
      import java.util.Optional;

      public class Oracle implements Provider {
        public ProviderDescription describe() {
          return ProviderDescription.builder("oracle", Provider.SPI_GENERATION).build();
        }

        public Driver connect(EndpointConfig config) {
          return new Driver() {
            public Capabilities capabilities() {
              return Capabilities.builder().models("o").supports(Feature.TOOLS).build();
            }

            public void start(ChatRequest request, Exchange exchange) {
              Message last = request.lastMessage();
              if (last.role() == Role.TOOL) {
                exchange.token("Yes, for: " + ((ContentPart.ToolResult) last.parts().get(0)).content());
                exchange.finish(FinishReason.STOP);
              } else {
                exchange.token("I look. ");
                exchange.toolCall(
                    new ChatEvent.ToolCallDelta(
                        0, Optional.of("c1"), Optional.of(request.tools().get(0).name()),
                        "{\\"city\\":\\"Ulm\\"}"));
                exchange.finish(FinishReason.of(FinishReason.Kind.TOOL_CALLS, "tool_calls"));
              }
              exchange.complete();
            }
          };
        }
      }
      """;

  private static final String TURNS =
      """
      import dev.runnel.api.*;
      import dev.runnel.discovery.Providers;
      import dev.runnel.tools.ToolLoop;
      import java.util.List;

      public class Turns {
        public static void main(String[] args) {
          try (Providers providers = Providers.discover();
              ToolLoop loop =
                  ToolLoop.over(providers.connect("oracle"))
                      .tool(new Tool("weather", "", "{}"), call -> "rain")
                      .build()) {
            List<Message> conversation = Talk.turn(loop, List.of(), "An umbrella?");
            System.out.println();
            conversation = Talk.turn(loop, conversation, "And tomorrow?");
            System.out.println(" (" + conversation.size() + " messages)");
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void theExampleRuns() throws Exception {
    assertThat(run("WithTools", new JarForge(folder).source("WithTools", block("tools")), "oracle"))
        .isEqualTo("I look. Yes, for: {\"sky\":\"rain\"}");
  }

  @Test
  void theConversationGoesOn() throws Exception {
    JarForge classes =
        new JarForge(folder).source("Talk", block("conversation")).source("Turns", TURNS);
    assertThat(run("Turns", classes))
        .isEqualTo(
            """
            I look. [weather: rain]
            Yes, for: rain
            I look. [weather: rain]
            Yes, for: rain (8 messages)
            """);
  }

  private String run(String main, JarForge classes, String... arguments) throws Exception {
    Path oracle = new JarForge(folder).source("Oracle", MODEL).service("Oracle").jar("oracle.jar");
    Path example = classes.jar("example.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String path = JarForge.core() + File.pathSeparator + oracle + File.pathSeparator + example;
    var command = new ArrayList<>(List.of(java.toString(), "-cp", path, main));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replace("\r\n", "\n");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(out).isZero();
      return out;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String block(String name) throws IOException {
    Matcher found =
        Pattern.compile("(?ms)^<!-- runs: " + name + " -->\\n```java\\n(.*?)^```$")
            .matcher(Files.readString(Path.of("..", "docs", "tools.md")).replace("\r\n", "\n"));
    assertThat(found.find()).as("docs/tools.md has code that 'runs: " + name + "'").isTrue();
    return found.group(1);
  }
}
