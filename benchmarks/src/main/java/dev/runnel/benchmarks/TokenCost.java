package dev.runnel.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures one contender in a JVM of its own: warms up, then streams in rounds and divides the
 * process's CPU time and its threads' allocations by the tokens. Prints one line: nanoseconds of
 * CPU and bytes of heap, each per token.
 */
public final class TokenCost {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private TokenCost() {}

  /**
   * Takes the contender's name, the upstream's origin, streams at once, and seconds of each phase.
   */
  public static void main(String[] args) {
    int atOnce = Integer.parseInt(args[2]);
    long seconds = Long.parseLong(args[3]);
    try (Contender contender = Contender.named(args[0], URI.create(args[1]))) {
      rounds(contender, atOnce, seconds);
      long cpu = PROCESS.getProcessCpuTime();
      long bytes = allocated();
      long tokens = rounds(contender, atOnce, seconds);
      System.out.printf(
          Locale.ROOT,
          "%.1f %.1f%n",
          (double) (PROCESS.getProcessCpuTime() - cpu) / tokens,
          (double) (allocated() - bytes) / tokens);
    }
    System.out.flush();
    System.exit(0); // some peers leave threads behind
  }

  private static long rounds(Contender contender, int atOnce, long seconds) {
    LongAdder tokens = new LongAdder();
    long expected = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      CompletableFuture<?>[] streams = new CompletableFuture<?>[atOnce];
      for (int i = 0; i < atOnce; i++) {
        streams[i] = contender.stream(tokens::add);
      }
      CompletableFuture.allOf(streams).join();
      expected += (long) atOnce * StaticBody.CHUNKS;
    }
    if (tokens.sum() != expected) {
      throw new IllegalStateException("Expected " + expected + " tokens, got " + tokens.sum());
    }
    return expected;
  }

  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
