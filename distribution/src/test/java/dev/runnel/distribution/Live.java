package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A running process, whose standard output is read piece by piece. */
final class Live implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<String> err;

  Live(Process process) {
    this.process = process;
    err = reading(process.getErrorStream());
  }

  /** Reads standard output until it is as it should be. */
  String awaitOut(Predicate<String> wanted) throws Exception {
    return CompletableFuture.supplyAsync(() -> readUntil(wanted), Live::startThread)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** How many bytes could be read now. */
  int available() throws IOException {
    return process.getInputStream().available();
  }

  /** Goes away as a reader, as {@code head} does. */
  void stopReading() throws IOException {
    process.getInputStream().close();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Reads what is left and waits for the end. */
  Program.Result end() throws Exception {
    CompletableFuture<String> rest = reading(process.getInputStream());
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
    }
    String out = read.toString(UTF_8) + rest.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new Program.Result(
        process.exitValue(), out, err.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String readUntil(Predicate<String> wanted) {
    try {
      while (!wanted.test(read.toString(UTF_8))) {
        int next = process.getInputStream().read();
        if (next < 0) {
          throw new AssertionError("standard output ended after: " + read.toString(UTF_8));
        }
        read.write(next);
      }
      return read.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<String> reading(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            return ""; // closed by the test
          }
        },
        Live::startThread);
  }

  private static void startThread(Runnable task) {
    Thread thread = new Thread(task, "reads a process");
    thread.setDaemon(true);
    thread.start();
  }
}
