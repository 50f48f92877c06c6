package dev.runnel.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes have used; Linux only. */
final class Cpu {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, everywhere that Linux runs Java

  private Cpu() {}

  /** The CPU time of a process and all it has started, in seconds. */
  static double seconds(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToDouble(one -> ticks(one.pid()) / TICKS_PER_SECOND)
        .sum();
  }

  private static long ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name, in parentheses, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}
