package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import dev.runnel.spi.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path in;
  private Path out;
  private Path failed;

  @BeforeEach
  void newPlay() {
    Play.reset();
    in = folder.resolve("in.jsonl");
    out = folder.resolve("out.jsonl");
    failed = folder.resolve("out.failed.jsonl");
  }

  @Nested
  class TheRows {
    @Test
    void areAnsweredEachOnALineOfItsOwn() {
      input("{\"id\": \"a\", \"prompt\": \"One\"}", "", "{\"id\": 7, \"prompt\": \"Two\"}");

      Run.Result result = batch();

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).matches("batch: 2 of 2 rows answered in \\d+\\.\\d s\n");
      List<JsonNode> lines = sorted(out);
      assertThat(lines).extracting(line -> line.path("row").asInt()).containsExactly(1, 3);
      JsonNode first = lines.get(0);
      assertThat(first.path("id").asText()).isEqualTo("a");
      assertThat(first.path("text").asText()).isEqualTo("You said: One");
      assertThat(first.path("outcome").asText()).isEqualTo("completed");
      assertThat(first.path("finish_reason").path("kind").asText()).isEqualTo("stop");
      assertThat(first.path("endpoint").asText()).isEqualTo("aunt");
      assertThat(first.path("model").asText()).isEqualTo("aunt-1");
      assertThat(first.path("usage").path("source").asText()).isEqualTo("absent");
      assertThat(first.path("took_ms").isIntegralNumber()).isTrue();
      assertThat(lines.get(1).path("id").asText()).isEqualTo("7");
      assertThat(failed).doesNotExist();
    }

    @Test
    void sayWhatIsAskedAndHow() {
      input(
          "{\"messages\": [{\"role\": \"user\", \"content\": \"A\"},"
              + " {\"role\": \"assistant\", \"content\": \"B\"}], \"prompt\": \"C\","
              + " \"model\": \"aunt-2\", \"temperature\": 0.5, \"max_tokens\": 9,"
              + " \"metadata\": {\"gold\": [1, null]}}");

      assertThat(batch("-s", "Be brief").exitCode()).isZero();

      var request = Play.asked().request();
      assertThat(request.messages())
          .containsExactly(
              Message.system("Be brief"),
              Message.user("A"),
              Message.assistant("B"),
              Message.user("C"));
      assertThat(request.model()).hasValue("aunt-2");
      assertThat(request.temperature()).hasValue(0.5);
      assertThat(request.maxTokens()).hasValue(9);
      assertThat(sorted(out).get(0).path("metadata")).hasToString("{\"gold\":[1,null]}");
    }

    @Test
    void haveASystemMessageOfTheirOwnInsteadOfTheCommandLines() {
      input(
          "{\"system\": \"Mine\", \"prompt\": \"C\"}",
          "{\"messages\": [{\"role\": \"system\", \"content\": \"Ours\"},"
              + " {\"role\": \"user\", \"content\": \"D\"}]}");

      batch("-s", "Be brief", "--concurrency", "1");

      assertThat(Play.asked().request().messages())
          .containsExactly(Message.system("Mine"), Message.user("C"));
      assertThat(Play.asked().request().messages())
          .containsExactly(Message.system("Ours"), Message.user("D"));
    }

    @Test
    void mayBeOfAnOpenAiBatch() {
      input(
          "{\"custom_id\": \"r-1\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\","
              + " \"body\": {\"model\": \"aunt-2\", \"messages\": [{\"role\": \"user\","
              + " \"content\": \"Hello\"}], \"max_completion_tokens\": 5}}");

      assertThat(batch().exitCode()).isZero();

      assertThat(Play.asked().request().maxTokens()).hasValue(5);
      assertThat(sorted(out).get(0).path("id").asText()).isEqualTo("r-1");
    }

    @Test
    void mayBePlainLines() {
      input("{not JSON}", "  ", "Two  words\r");

      assertThat(batch("--lines").exitCode()).isZero();

      assertThat(Play.prompts()).containsExactlyInAnyOrder("{not JSON}", "Two  words");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\u0000',
        textBlock =
            """
            {"promt": "x"}                     | line 1 has an unknown field 'promt'; did you mean 'prompt'?
            {"prompt": "x", "expected": 4}     | goes into "metadata"
            {"prompt": 5}                      | line 1 has a 'prompt' that is no text
            {"prompt": " "}                    | line 1 has an empty prompt
            {"id": {}, "prompt": "x"}          | line 1 has an id that is neither a text nor a whole number
            {"id": "x"}                        | line 1 has neither "prompt" nor "messages"
            ["x"]                              | line 1 is no JSON object
            {"prompt": "x"                     | line 1 is not valid JSON at column
            {"prompt": "x"} y                  | line 1 is not valid JSON
            {"prompt": "x", "temperature": -1} | line 1 has a value out of range: temperature is negative
            {"prompt": "x", "max_tokens": 1.5} | line 1 has a 'max_tokens' that is no whole number
            {"prompt": "x", "model": ""}       | line 1 has an empty model
            {"messages": []}                   | its "messages" holds no message
            {"custom_id": "a", "body": {"prompt": "x", "tools": []}} | line 1 has an unknown field 'tools'
            {"custom_id": "a", "url": "/v1/embeddings", "body": {}}  | is for something else
            """)
    void areRefusedWithTheirLineBeforeAnybodyIsAsked(String row, String told) {
      input(row, "{\"prompt\": \"fine\"}");

      Run.Result result = batch();

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains(told).contains("Nothing was sent.");
      assertThat(Play.nobodyWasAsked()).isTrue();
      assertThat(out).doesNotExist();
      assertThat(failed).doesNotExist();
    }

    @Test
    void withOneIdAreRefusedWithBothLines() {
      input(
          "{\"id\": \"a\", \"prompt\": \"1\"}",
          "{\"id\": \"b\", \"prompt\": \"2\"}",
          "{\"id\": \"a\", \"prompt\": \"3\"}");

      Run.Result result = batch();

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("line 3 has the id 'a', as line 1 has");
    }

    @Test
    void areReadFromAFileOnly() {
      assertThat(batch().err()).contains("There is no file '" + in + "'.");
      assertThat(Run.of("batch", folder.toString(), "-O", out.toString()).err())
          .contains("is no regular file");
      input("{\"prompt\": \"x\"}");
      assertThat(Run.of("batch", in.toString(), "-O", in.toString()).err())
          .contains("two of them are the same here");
      assertThat(Run.of("batch", in.toString()).exitCode()).isEqualTo(2);
      assertThat(Run.of("batch", in.toString(), "-O", folder.toString()).err())
          .contains("is no regular file, so that no run could go on from it");
    }
  }

  @Nested
  class GoingOn {
    @Test
    void asksNoRowTwice() {
      prompts(5);
      batch();
      Play.reset();

      Run.Result again = batch();

      assertThat(again.exitCode()).isZero();
      assertThat(again.err()).isEqualTo("batch: nothing is left to do; 5 of 5 rows answered\n");
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    @Test
    void asksWhatWasAddedOrIsMissingOnly() throws IOException {
      prompts(4);
      batch();
      List<String> lines = Files.readAllLines(out);
      lines.removeIf(line -> line.startsWith("{\"row\":2,"));
      Files.write(out, lines);
      Files.writeString(in, "{\"prompt\": \"5\"}\n", StandardOpenOption.APPEND);
      Play.reset();

      Run.Result again = batch();

      assertThat(again.err()).startsWith("batch: 3 of 5 rows done before; going on\n");
      assertThat(Play.prompts()).containsExactlyInAnyOrder("2", "5");
      assertThat(sorted(out))
          .extracting(line -> line.path("row").asInt())
          .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void cutsATornLastLineOff() throws IOException {
      prompts(3);
      batch();
      byte[] whole = Files.readAllBytes(out);
      for (int cut = whole.length - 1; cut > 0; cut -= 13) {
        Files.write(out, Arrays.copyOf(whole, cut));

        assertThat(batch().exitCode()).isZero();

        assertThat(sorted(out))
            .extracting(line -> line.path("row").asInt())
            .containsExactly(1, 2, 3);
      }
    }

    @Test
    void refusesAFileThatIsNotItsOwn() throws IOException {
      prompts(1);
      for (String foreign : List.of("precious", "precious\n", "{\"a\":1}\n{\"row\":")) {
        Files.writeString(out, foreign);

        Run.Result result = batch();

        assertThat(result.exitCode()).as(foreign).isEqualTo(2);
        assertThat(result.err()).contains("was not written by `runnel batch`");
        assertThat(Files.readString(out)).isEqualTo(foreign);
      }
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    @Test
    void refusesAnInputThatChanged() {
      prompts(3);
      batch();
      input("{\"prompt\": \"1\"}", "{\"prompt\": \"two\"}", "{\"prompt\": \"3\"}");
      Play.reset();

      Run.Result result = batch();

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("is not what it was: row 2 has changed since it was asked");
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    @Test
    void findsRowsWithIdsWhereverTheyWent() {
      input("{\"id\": \"a\", \"prompt\": \"1\"}", "{\"id\": \"b\", \"prompt\": \"2\"}");
      batch();
      input("{\"id\": \"c\", \"prompt\": \"3\"}", "{\"id\": \"b\", \"prompt\": \"2\"}");
      Play.reset();

      Run.Result result = batch();

      assertThat(result.exitCode()).isZero();
      assertThat(result.err()).startsWith("warning: 1 answer in the output to rows that are not");
      assertThat(Play.prompts()).containsExactly("3");
    }
  }

  @Nested
  class FailedRows {
    @Test
    void areKeptApartWithTheirReason() {
      prompts(4);
      failing("2", "4");

      Run.Result result = batch();

      assertThat(result.exitCode()).isEqualTo(6);
      assertThat(result.err())
          .startsWith("batch: 2 of 4 rows answered, 2 failed (why: " + failed + "; --retry-failed");
      assertThat(sorted(out)).extracting(line -> line.path("row").asInt()).containsExactly(1, 3);
      assertThat(sorted(failed)).extracting(line -> line.path("row").asInt()).containsExactly(2, 4);
      JsonNode error = sorted(failed).get(0).path("error");
      assertThat(error.path("kind").asText()).isEqualTo("invalid-request");
      assertThat(error.path("message").asText()).isEqualTo("No 2 here");
    }

    @Test
    void areAskedAgainOnRequestOnly() {
      prompts(4);
      failing("2", "4");
      batch();
      Play.reset();

      assertThat(batch().exitCode()).isEqualTo(6);
      assertThat(Play.nobodyWasAsked()).isTrue();

      assertThat(batch("--retry-failed").exitCode()).isZero();
      assertThat(Play.prompts()).containsExactlyInAnyOrder("2", "4");
      assertThat(sorted(out)).hasSize(4);
      assertThat(failed).doesNotExist();
    }

    @Test
    void mayBeMendedBeforeTheyAreAskedAgain() {
      prompts(2);
      failing("2");
      batch();
      input("{\"prompt\": \"1\"}", "{\"prompt\": \"two\"}");

      assertThat(batch().err()).contains("--retry-failed");
      assertThat(batch("--retry-failed").exitCode()).isZero();
    }

    @Test
    void withPartOfAnAnswerKeepIt() {
      prompts(1);
      Play.script(
          (config, request, exchange) -> {
            exchange.token("Half of");
            exchange.endOfInput();
          });

      assertThat(batch().exitCode()).isEqualTo(5);
      JsonNode line = sorted(failed).get(0);
      assertThat(line.path("outcome").asText()).isEqualTo("incomplete");
      assertThat(line.path("text").asText()).isEqualTo("Half of");
      assertThat(out).doesNotExist();
    }

    @Test
    void whoseModelNobodyHasFailAlone() {
      input("{\"prompt\": \"1\"}", "{\"prompt\": \"2\", \"model\": \"aunt/none\"}");

      assertThat(batch().exitCode()).isEqualTo(6);
      assertThat(sorted(failed).get(0).path("outcome").asText()).isEqualTo("rejected");
      assertThat(sorted(failed).get(0).path("error").path("message").asText()).contains("none");
    }

    @Test
    void thatWouldAllFailForOneReasonAreNotAskedAtAll() {
      prompts(3);

      Run.Result result = batch("-p", "vault");

      assertThat(result.exitCode()).isEqualTo(4);
      assertThat(result.err()).contains("VAULT_API_KEY");
      assertThat(out).doesNotExist();
      assertThat(batch("-p", "nobody").exitCode()).isEqualTo(2);
      assertThat(batch("-m", "aunt/none").exitCode()).isEqualTo(3);
    }

    @Test
    void endTheBatchWhenTheyAreTooMany() {
      prompts(50);
      Play.script((config, request, exchange) -> fail(exchange, "No"));

      Run.Result result = batch("--max-failures", "3", "--concurrency", "1");

      assertThat(result.exitCode()).isEqualTo(5);
      assertThat(result.err())
          .contains("stopped, too many rows failed; 0 of 50 rows answered, 3 failed")
          .contains("47 left. The same command goes on from there.");
      assertThat(Play.prompts()).hasSize(3);
    }

    @Test
    void areToldOneByOneWithVerbose() {
      prompts(1);
      failing("1");

      assertThat(batch("-v").err()).startsWith("row 1: aunt: No 1 here");
    }
  }

  @Nested
  class HowManyAtOnce {
    @Test
    void isBoundedAndReached() {
      prompts(20);
      AtomicInteger now = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      CountDownLatch three = new CountDownLatch(3);
      Play.script(
          (config, request, exchange) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            CompletableFuture.runAsync(
                () -> {
                  await(three);
                  now.decrementAndGet();
                  answer(exchange, request.lastMessage().text());
                });
          });

      assertThat(batch("--concurrency", "3").exitCode()).isZero();

      assertThat(most).hasValue(3);
      assertThat(sorted(out)).hasSize(20);
    }

    @Test
    void leavesTheOrderAloneWhereItIsWanted() {
      prompts(40);
      Map<Integer, Runnable> waiting = new ConcurrentHashMap<>();
      // Of each two, the second one is answered first.
      Play.script(
          (config, request, exchange) -> {
            String prompt = request.lastMessage().text();
            int row = Integer.parseInt(prompt);
            waiting.put(row, () -> answer(exchange, prompt));
            synchronized (waiting) {
              int second = row + row % 2;
              if (waiting.containsKey(second) && waiting.containsKey(second - 1)) {
                waiting.remove(second).run();
                waiting.remove(second - 1).run();
              }
            }
          });

      assertThat(batch("--ordered", "--concurrency", "4").exitCode()).isZero();

      assertThat(lines(out))
          .extracting(line -> line.path("row").asInt())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void staysWithinItsRange() {
      prompts(1);
      assertThat(batch("--concurrency", "0").err()).contains("--concurrency is 1 to 10000, not 0");
      assertThat(batch("--max-failures", "0").exitCode()).isEqualTo(2);
    }
  }

  @Nested
  class Interrupted {
    @Test
    void itKeepsWhatIsDoneAndSaysHowToGoOn() throws Exception {
      prompts(10);
      CountDownLatch stuck = new CountDownLatch(2);
      Play.script(
          (config, request, exchange) -> {
            if (Integer.parseInt(request.lastMessage().text()) <= 3) {
              answer(exchange, "done");
            } else {
              stuck.countDown();
            }
          });
      Run run = Run.command("batch", in.toString(), "-O", out.toString(), "--concurrency", "2");
      CompletableFuture<Run.Result> running = CompletableFuture.supplyAsync(run::result);
      await(stuck);

      run.interruption().fire();
      Run.Result result = running.get(30, TimeUnit.SECONDS);

      assertThat(result.exitCode()).isEqualTo(130);
      assertThat(result.err())
          .isEqualTo(
              "batch: interrupted; 3 of 10 rows answered, 7 left. The same command goes on from"
                  + " there.\n");
      assertThat(sorted(out)).hasSize(3);
      Play.reset();
      assertThat(batch().exitCode()).isZero();
      assertThat(Play.prompts()).hasSize(7);
      assertThat(sorted(out)).hasSize(10);
    }
  }

  @Nested
  class ToStandardOutput {
    @Test
    void goAnswersAndFailures() {
      prompts(3);
      failing("2");

      Run.Result result = Run.of("batch", in.toString(), "-O", "-", "--ordered");

      assertThat(result.exitCode()).isEqualTo(6);
      assertThat(result.out().lines()).hasSize(3);
      assertThat(result.err()).startsWith("batch: 2 of 3 rows answered, 1 failed in ");
      assertThat(folder).isDirectoryNotContaining("glob:**.failed.jsonl");
      assertThat(Run.of("batch", in.toString(), "-O", "-", "--retry-failed").exitCode())
          .isEqualTo(2);
    }

    @Test
    void untilItsReaderLeaves() {
      prompts(1000);
      OutputStream gone =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("Broken pipe");
            }
          };

      Run.Result result = Run.command("batch", in.toString(), "-O", "-").stdout(gone).result();

      assertThat(result.exitCode()).isEqualTo(141);
      assertThat(result.err()).isEmpty();
      assertThat(Play.prompts()).hasSizeLessThan(50);
    }
  }

  @Test
  void twoAtOnceOnOneOutputAreRefused() throws Exception {
    prompts(2);
    CountDownLatch asked = new CountDownLatch(1);
    List<Exchange> held = new ArrayList<>();
    Play.script(
        (config, request, exchange) -> {
          held.add(exchange);
          asked.countDown();
        });
    Run first = Run.command("batch", in.toString(), "-O", out.toString());
    CompletableFuture<Run.Result> running = CompletableFuture.supplyAsync(first::result);
    await(asked);

    Run.Result second = batch();

    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("Another `runnel batch` is writing");
    first.interruption().fire();
    assertThat(running.get(30, TimeUnit.SECONDS).exitCode()).isEqualTo(130);
  }

  private Run.Result batch(String... more) {
    List<String> arguments = new ArrayList<>(List.of("batch", in.toString(), "-O", out.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private void prompts(int count) {
    input(
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> "{\"prompt\": \"" + i + "\"}")
            .toArray(String[]::new));
  }

  private void input(String... rows) {
    try {
      Files.writeString(in, String.join("\n", rows) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void failing(String... prompts) {
    Play.script(
        (config, request, exchange) -> {
          String prompt = request.lastMessage().text();
          if (List.of(prompts).contains(prompt)) {
            fail(exchange, "No " + prompt + " here");
          } else {
            answer(exchange, prompt);
          }
        });
  }

  private static void fail(Exchange exchange, String message) {
    exchange.fail(ChatException.of(ErrorKind.INVALID_REQUEST, message));
  }

  private static void answer(Exchange exchange, String text) {
    exchange.token(text);
    exchange.finish(FinishReason.of(FinishReason.Kind.STOP, "stop"));
    exchange.complete();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> sorted(Path file) {
    return lines(file).stream()
        .sorted(Comparator.comparing(line -> line.path("row").asInt()))
        .toList();
  }

  private static List<JsonNode> lines(Path file) {
    try {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
