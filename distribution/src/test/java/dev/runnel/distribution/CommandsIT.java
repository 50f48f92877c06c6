package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command but {@code chat} as a process, and what is said to mistakes. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class CommandsIT {
  private static final String VERSION = System.getProperty("runnel.version");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "chat", "providers", "models", "sandbox"})
  void helpShowsExamplesWithoutColours(String command) {
    Program program = command.isEmpty() ? Program.runnel() : Program.runnel(command);

    var result = program.and("--help").run();

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith("Usage: runnel " + command)
        .contains("Examples:\n  runnel ")
        .doesNotContain("\u001b");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theVersion() {
    assertThat(Program.runnel("--version").run())
        .isEqualTo(new Program.Result(0, "runnel " + VERSION + "\n", ""));
  }

  @Test
  void withoutACommandTheHelpIsOnStandardError() {
    var result = Program.runnel().run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: runnel ");
  }

  @Test
  void providersAreListedWithJarAndVersionAndVerboselyWithOptions() {
    var result = Program.runnel("providers").run();
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("from runnel-provider-ails-" + VERSION + ".jar (" + VERSION + ")")
        .contains("RUNNEL_LOCKCHAT_AUTH")
        .contains("honours: the last message, conversation id\n")
        .doesNotContain("lenient-end");

    var verbose = Program.runnel("providers", "-v").run();
    assertThat(verbose.out()).contains("base-url", "client-version", "lenient-end");

    var json = Program.runnel("providers", "--json").run();
    assertThat(json.out().lines()).hasSize(8).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void modelsAreListedOneALine() {
    var all = Program.runnel("models").run();
    assertThat(all.exit()).as(all.err()).isZero();
    assertThat(all.out()).contains("ails/gpt-3.5-turbo\n", "lockchat/gpt-4\n", "openai/gpt-");
    assertThat(all.out()).doesNotContain("groq/");
    assertThat(all.err()).contains("OPENAI_API_KEY").hasLineCount(2);

    var some = Program.runnel("models", "-p", "lockchat", "-o", "lockchat.models=a,b").run();
    assertThat(some).isEqualTo(new Program.Result(0, "lockchat/a\nlockchat/b\n", ""));
  }

  @Test
  void theSandboxListsItsFaults() {
    var result = Program.runnel("sandbox", "--list-faults").run();

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("fault-reset ").doesNotContain("\t");
  }

  @Test
  void theSandboxRunsUntilCtrlC() throws Exception {
    try (Live runnel = Program.runnel("sandbox", "--port", "0", "--pace", "none").live()) {
      String told = runnel.awaitOut(out -> out.contains("yqcloud.base-url=http"));
      Matcher origin = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(told);
      assertThat(origin.find()).isTrue();
      var request = HttpRequest.newBuilder(URI.create(origin.group() + "/nowhere")).build();
      int status =
          HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(404);

      runnel.signal("INT");

      assertThat(runnel.end().exit()).isEqualTo(130);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chta                                    | 2 | There is no command 'chta'; did you mean 'chat'?
          chat --sandbx x                         | 2 | There is no option '--sandbx'; did you mean '--sandbox'?
          chat -p alis x                          | 2 | There is no provider 'alis'; did you mean 'ails'?
          models -p alis                          | 2 | There is no provider 'alis'; did you mean 'ails'?
          chat -p grok x                          | 2 | There is no provider 'grok'; did you mean 'groq'?
          chat -p groq x                          | 4 | set the environment variable GROQ_API_KEY or RUNNEL_GROQ_API_KEY
          chat -p groq -o groq.api-key=sesame x   | 2 | is secret, and what is written here others can read
          chat --sandbox -p lockchat -m gpt-5 x   | 3 | 'lockchat' has no model 'gpt-5'; did you mean 'gpt-4'?
          chat --sandbox -m fault-rest x          | 2 | did you mean 'fault-reset'?
          chat --sandbox --messages gone.json     | 2 | There is no file 'gone.json'
          chat --sandbox --messages tlak.json     | 2 | There is no file 'tlak.json'; did you mean 'talk.json'?
          chat --sandbox --messages talk.json     | 2 | message 1 has the unknown role 'usr'; did you mean 'user'?
          chat --sandbox --messages broken.json   | 2 | 'broken.json' is not valid JSON at line 1, column
          chat -p ails -o ails.bas-url=http://x x | 2 | 'ails.bas-url' (-o) is not an option of ails; did you mean 'base-url'?
          chat -p ails -o alis.base-url=http:x x  | 2 | names no provider; did you mean 'ails'?
          chat -p ails -o lockchat.auth=sesame x  | 2 | is secret, and what is written here others can read
          chat -p ails -o ails.proxy=htp://x x    | 2 | has the scheme 'htp'; use http or socks5
          chat -p ails -o nonsense x              | 2 | write endpoint.option=value
          chat -p ails -t hot x                   | 2 | expected a number, got 'hot'
          chat -p ails -t -1 x                    | 2 | --temperature is 0 or more, not -1
          chat -p ails --max-tokens 0 x           | 2 | --max-tokens is 1 or more, not 0
          chat -p ails --timeout 3 x              | 2 | expected a time such as 250ms, 30s, 2m or 1h, got '3'
          chat -p ails --model= x                 | 2 | --model is empty
          chat                                    | 2 | There is no prompt
          providers x                             | 2 | 'x' is one too many
          sandbox --port ninety                   | 2 | expected a whole number
          sandbox --pace slow                     | 2 | A pace is model, none, or a time such as 50ms, not 'slow'
          """)
  void aMistakeIsToldInOneParagraph(String arguments, int exitCode, String told) throws Exception {
    Files.writeString(folder.resolve("talk.json"), "[{\"role\": \"usr\", \"content\": \"x\"}]");
    Files.writeString(folder.resolve("broken.json"), "[{\"role\": \"user\", \"content\": \"x\"}");

    var result = Program.runnel((Object[]) arguments.split(" ")).in(folder).run();

    assertThat(result.err())
        .startsWith("error: ")
        .contains(told)
        .doesNotContain("\tat ", "Exception", "sesame", "REDACTED")
        .hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.exit()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({"HTTPS_PROXY, nonsense://x", "https_proxy, http://", "RUNNEL_AILS_BAS_URL, http://x"})
  void aMistakeInTheEnvironmentNamesTheVariable(String variable, String value) {
    var result =
        Program.runnel("chat", "-p", "ails", "-o", "ails.base-url=https://service.invalid", "x")
            .with(variable, value)
            .run();

    assertThat(result.exit()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: ").contains(variable).hasLineCount(1);
  }
}
