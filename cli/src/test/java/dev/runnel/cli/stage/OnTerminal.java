package dev.runnel.cli.stage;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program of the test class path on a real pseudo-terminal. */
public final class OnTerminal implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final PtyProcess process;
  private final StringBuilder written = new StringBuilder();
  private final Thread reader;
  private boolean ended;

  private OnTerminal(PtyProcess process) {
    this.process = process;
    reader = new Thread(this::read, "reads a terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a main class on a terminal of so many columns. */
  public static OnTerminal start(int columns, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The tests have no logger, which a library would complain of on the terminal.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR"));
    // As the launcher has it: else a newer JDK warns of what Guice does.
    command.add("-Dguice_bytecode_gen_option=DISABLED");
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>(System.getenv());
    // Nobody's own settings take part.
    environment.keySet().removeAll(List.of("COLUMNS", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"));
    environment.put("TERM", "xterm");
    return new OnTerminal(
        new PtyProcessBuilder(command.toArray(String[]::new))
            .setEnvironment(environment)
            .setInitialColumns(columns)
            .setInitialRows(24)
            .start());
  }

  /** Waits until the screen is as it should be. */
  public List<String> await(Predicate<List<String>> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (written) {
      while (!wanted.test(screen())) {
        if (ended || System.nanoTime() > deadline) {
          throw new AssertionError("The screen shows " + screen());
        }
        written.wait(100);
      }
      return screen();
    }
  }

  /** What is seen. */
  public List<String> screen() {
    Screen screen = new Screen();
    screen.write(raw());
    return screen.lines();
  }

  /** What was written. */
  public String raw() {
    synchronized (written) {
      return written.toString();
    }
  }

  public void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for the end; what was written is read then. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("It does not end; the screen shows " + screen());
    }
    reader.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    byte[] piece = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        append(new String(piece, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      append(""); // the terminal was closed
    }
    synchronized (written) {
      ended = true;
      written.notifyAll();
    }
  }

  private void append(String text) {
    synchronized (written) {
      written.append(text);
      written.notifyAll();
    }
  }

  private static String classPath() {
    String surefire = System.getProperty("surefire.test.class.path", "");
    return surefire.isEmpty() ? System.getProperty("java.class.path") : surefire;
  }
}
