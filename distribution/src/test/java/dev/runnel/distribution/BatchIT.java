package dev.runnel.distribution;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.sandbox.script.Script;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code runnel batch} as a process that is killed, interrupted, and short of memory. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class BatchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONCURRENCY = 8;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  @TempDir Path folder;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private Sandbox sandbox;
  private Path in;
  private Path out;
  private Path failed;

  @BeforeEach
  void start() {
    sandbox = Sandbox.builder().keepExchanges(1).start();
    sandbox.answering(this::answer);
    in = folder.resolve("in.jsonl");
    out = folder.resolve("out.jsonl");
    failed = folder.resolve("out.failed.jsonl");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({"unordered, 20", "ordered, 5"})
  void aRowIsDoneOnceHoweverOftenTheProcessIsKilled(String order, int kills) throws Exception {
    int rows = 500;
    rows(rows);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Program batch = order.equals("ordered") ? batch().and("--ordered") : batch();

    for (int kill = 1; kill <= kills; kill++) {
      Set<Integer> before = numbers(out);
      before.addAll(numbers(failed));
      asked.clear();
      Process process = batch.start(devNull(), devNull());
      awaitSize(size(out) + random.nextInt(8_000), process);
      process.destroyForcibly().waitFor(); // SIGKILL

      Set<String> done = before.stream().map(BatchIT::prompt).collect(toSet());
      assertThat(asked)
          .as("what is done is not asked again; seed %d, kill %d", seed, kill)
          .noneMatch(done::contains);
    }
    var last = batch.run();

    assertThat(last.exit()).as(last.err()).isEqualTo(6);
    List<Integer> answered = list(out);
    List<Integer> refused = list(failed);
    assertThat(answered).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(refused).doesNotHaveDuplicates().allMatch(BatchIT::fails);
    assertThat(answered.size() + refused.size()).isEqualTo(rows);
    assertThat(answered).noneMatch(refused::contains);
    for (JsonNode line : lines(out)) {
      assertThat(line.path("text").asText())
          .isEqualTo("Answer to " + prompt(line.path("row").asInt()));
    }
    if (order.equals("ordered")) {
      assertThat(answered).isSorted();
    }
    var again = batch.run();
    assertThat(again.err()).contains("nothing is left to do");
  }

  @Test
  void ctrlCKeepsWhatIsDoneAndSaysHowToGoOn() throws Exception {
    rows(500);
    try (Live live = batch().live()) {
      awaitSize(3_000, null);
      live.signal("INT");
      var result = live.end();

      assertThat(result.exit()).as(result.err()).isEqualTo(130);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .containsPattern(
              "batch: interrupted; \\d+ of 500 rows answered, .*\\d+ left\\. The same");
    }
    int done = list(out).size() + list(failed).size();
    sandbox.awaitOpenConnections(0);
    asked.clear();

    assertThat(batch().run().exit()).isEqualTo(6);
    assertThat(asked).hasSize(500 - done);
    assertThat(list(out)).doesNotHaveDuplicates();
  }

  @Test
  void aReaderThatLeavesEndsIt() throws Exception {
    rows(500);
    try (Live live = program("batch", in, "-O", "-").live()) {
      live.awaitOut(printed -> printed.contains("\n"));
      live.stopReading();
      var result = live.end();

      assertThat(result.exit()).as(result.err()).isEqualTo(141);
      assertThat(result.err()).isEmpty();
    }
    assertThat(asked).hasSizeLessThan(500);
  }

  @Test
  void aFullDiskStopsItAndRoomLetsItGoOn() throws Exception {
    rows(200);
    // The JVM turns the signal behind the limit into an error of the write, as a full disk is.
    Program limited =
        Program.of(
                "sh",
                "-c",
                "ulimit -f 16 && exec \"$@\"",
                "sh",
                Program.distribution().resolve("bin").resolve("runnel"))
            .and("batch", in, "-O", out, "-m", "openai/gpt-4.1-mini")
            .and("-o", "openai.base-url=" + sandbox.baseUrl("openai"))
            .with("OPENAI_API_KEY", "sk-test");

    var result = limited.run();

    assertThat(result.exit()).as(result.err()).isEqualTo(5);
    assertThat(result.err())
        .contains("'" + out + "' cannot be written; with room for it, the same command goes on");
    assertThat(batch().run().exit()).isEqualTo(6);
    assertThat(list(out)).doesNotHaveDuplicates().hasSize(200 - 4);
  }

  /** 160 MB of rows, of which all but a few are answered, in 64 MB of memory. */
  @Test
  void anInputOfAnyLengthFits() throws Exception {
    int rows = 40_000;
    int left = 20;
    String filling = "x".repeat(4_000);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    try (BufferedWriter input = Files.newBufferedWriter(in);
        BufferedWriter output = Files.newBufferedWriter(out)) {
      for (int row = 1; row <= rows; row++) {
        String line = "{\"prompt\": \"" + prompt(row) + "\", \"metadata\": \"" + filling + "\"}";
        input.write(line + "\n");
        if (row <= rows - left) {
          long hash = ByteBuffer.wrap(sha.digest(line.getBytes(StandardCharsets.UTF_8))).getLong();
          output.write(String.format(Locale.ROOT, "{\"row\":%d,\"hash\":\"%016x\"}%n", row, hash));
        }
      }
    }

    var result = batch().with("RUNNEL_JAVA_OPTS", "-Xmx64m").run();

    assertThat(result.exit()).as(result.err()).isIn(0, 6);
    assertThat(result.err()).contains("39980 of 40000 rows done before; going on");
    assertThat(asked).hasSize(left);
  }

  private Script answer(ReceivedRequest request) {
    JsonNode messages = request.json().path("messages");
    String prompt = messages.path(messages.size() - 1).path("content").asText();
    asked.add(prompt);
    return fails(Integer.parseInt(prompt.replaceAll("\\D", "")))
        ? Script.refusing(Trouble.INVALID_REQUEST, "No")
        : Script.answer("Answer", " to ", prompt).paced(Pace.every(Duration.ofMillis(2)));
  }

  private static boolean fails(int row) {
    return row % 50 == 7;
  }

  private static String prompt(int row) {
    return "Question " + row;
  }

  private void rows(int count) throws IOException {
    Files.write(
        in,
        IntStream.rangeClosed(1, count)
            .mapToObj(row -> "{\"prompt\": \"" + prompt(row) + "\"}")
            .toList());
  }

  private Program batch() {
    return program("batch", in, "-O", out);
  }

  private Program program(Object... words) {
    return Program.runnel(words)
        .and("-m", "openai/gpt-4.1-mini", "--concurrency", CONCURRENCY)
        .and("-o", "openai.base-url=" + sandbox.baseUrl("openai"))
        .with("OPENAI_API_KEY", "sk-test");
  }

  private static File devNull() {
    return new File("/dev/null");
  }

  /** Waits until the output is so long, or the process is done with it. */
  private void awaitSize(long size, @Nullable Process process) {
    long start = System.nanoTime();
    while (size(out) < size && (process == null || process.isAlive())) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(500_000);
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Integer> numbers(Path file) throws IOException {
    return new HashSet<>(list(file));
  }

  private static List<Integer> list(Path file) throws IOException {
    return lines(file).stream().map(line -> line.path("row").asInt()).toList();
  }

  /** The whole lines; a torn one behind them does not count. */
  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(file)) {
      String text = Files.readString(file);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
        if (!line.isEmpty()) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }
}
