package dev.runnel.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The process that writes an exchange, so that others can tell later whether it still does.
 *
 * @param pid its id
 * @param startedAt when it began, in milliseconds since 1970; 0: not known. A process id is used
 *     again
 * @param boot which run of which machine it belongs to; empty: not known
 */
record WritingProcess(long pid, long startedAt, String boot) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** This process. */
  static WritingProcess current() {
    return of(ProcessHandle.current(), bootId());
  }

  /** Whether it runs. One on another machine, or from before a restart, counts as gone. */
  boolean alive() {
    String here = bootId();
    return boot.equals(here)
        && ProcessHandle.of(pid).filter(process -> equals(of(process, here))).isPresent();
  }

  private static WritingProcess of(ProcessHandle process, String boot) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new WritingProcess(process.pid(), started, boot);
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }
}
