package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Two processes write one file, and each is killed at a random moment, again and again. */
class KilledWriterTest {
  private static final int LIVES = Integer.getInteger("runnel.kill.lives", 200);
  private static final int AT_ONCE = 2;

  /** A file takes so many kills; then a new one is begun, so that beginnings are hit as well. */
  private static final int LIVES_OF_A_FILE = 10;

  /** From the process's first byte, before it opens the file, to its third exchange or so. */
  private static final int LAST_BYTE = 250;

  private static final Pattern KEPT = Pattern.compile("kept (\\d+)\n");

  @TempDir Path folder;

  @Test
  void theFileStaysWholeAndNothingThatWasKeptIsLost(TestReporter reporter) throws Exception {
    long seed = Long.getLong("runnel.kill.seed", System.nanoTime());
    reporter.publishEntry("runnel.kill.seed", Long.toString(seed));
    Random random = new Random(seed);
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> lives = new ArrayList<>();
      for (int life = 0; life < LIVES; life++) {
        Path file = folder.resolve("log" + life / LIVES_OF_A_FILE + ".db");
        String name = "life" + life;
        int bytes = 1 + random.nextInt(LAST_BYTE);
        lives.add(
            workers.submit(
                () -> {
                  liveAndDie(file, name, bytes);
                  return null;
                }));
      }
      for (Future<?> life : lives) {
        life.get();
      }
    } catch (Exception e) {
      throw new AssertionError("with -Drunnel.kill.seed=" + seed + ": " + e.getCause(), e);
    } finally {
      workers.shutdownNow();
    }
    assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".db")))
        .hasSize((LIVES + LIVES_OF_A_FILE - 1) / LIVES_OF_A_FILE);
  }

  private static void liveAndDie(Path file, String name, int bytes) throws Exception {
    String said = ScribeProcess.start(file, name, Integer.MAX_VALUE).killAfter(bytes);

    try (ConversationLog log = ConversationLog.open(file);
        Database database = Database.open(file, Duration.ofSeconds(30))) {
      List<String> found =
          database.read(sql -> sql.rows("PRAGMA integrity_check", row -> row.getString(1)));
      assertThat(found).containsExactly("ok");
      List<String> dangling =
          database.read(sql -> sql.rows("PRAGMA foreign_key_check", row -> row.getString(1)));
      assertThat(dangling).isEmpty();
      // Fails where the search index and the texts differ.
      database.alone("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");

      Map<String, LoggedExchange> logged = exchanges(log, name);
      Matcher kept = KEPT.matcher(said);
      while (kept.find()) {
        String question = name + " " + kept.group(1);
        assertThat(logged).containsKey(question);
        assertThat(logged.get(question).state()).isEqualTo(ExchangeState.COMPLETED);
      }
      logged.forEach(KilledWriterTest::assertConsistent);
    }
  }

  private static void assertConsistent(String question, LoggedExchange exchange) {
    String whole = Scribe.answerTo(question);
    if (exchange.state() == ExchangeState.COMPLETED) {
      assertThat(exchange.text()).isEqualTo(whole);
    } else {
      assertThat(exchange.state()).isEqualTo(ExchangeState.INTERRUPTED);
      assertThat(whole).startsWith(exchange.text());
    }
  }

  /** Those that a scribe has logged, by their questions. */
  private static Map<String, LoggedExchange> exchanges(ConversationLog log, String name) {
    Map<String, LoggedExchange> exchanges = new HashMap<>();
    for (ConversationSummary summary : log.list(Integer.MAX_VALUE)) {
      if (summary.opening().startsWith(name + " ")) {
        for (LoggedExchange one : log.conversation(summary.id()).orElseThrow().exchanges()) {
          exchanges.put(one.start().added().get(0).text(), one);
        }
      }
    }
    return exchanges;
  }
}
