package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several open a log that is not there yet: one makes it, and nobody takes it for another's. */
class MadeAtOnceTest {
  private static final int ROUNDS = 40;
  private static final int OPENERS = 6;

  @TempDir Path folder;

  @Test
  void whoeverFindsAFileInTheMakingWaitsForIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(OPENERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path file = folder.resolve("log" + round + ".db");
        CyclicBarrier start = new CyclicBarrier(OPENERS);
        List<Callable<Integer>> openers = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
          openers.add(
              () -> {
                start.await();
                try (ConversationLog log = ConversationLog.open(file)) {
                  return log.list(1).size();
                }
              });
        }
        for (Future<Integer> listed : threads.invokeAll(openers)) {
          assertThat(listed.get()).isZero();
        }
      }
    } finally {
      threads.shutdown();
    }
  }
}
