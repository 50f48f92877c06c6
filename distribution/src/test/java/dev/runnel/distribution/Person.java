package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.builtins.ScreenTerminal;
import org.junit.jupiter.api.Assumptions;

/**
 * Somebody at a pseudo-terminal: types, looks at the screen, and waits for what he wants to see.
 */
final class Person implements AutoCloseable {
  static final String ENTER = "\r";
  static final String TAB = "\t";
  // As a terminal sends it whose keypad was switched to its application mode.
  static final String UP = "\u001bOA";
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";

  private static final long PATIENCE_SECONDS = 60;
  private static final long BOLD = 0x08000000L << 32;
  private static final long UNDERLINED = 0x01000000L << 32;
  private static final long COLOURED = 0x10000000L << 32;

  private final PtyProcess process;
  private final ScreenTerminal screen;
  private final StringBuilder received = new StringBuilder();
  private int columns;
  private int rows;
  private boolean ended;

  private Person(PtyProcess process, int columns, int rows) {
    this.process = process;
    this.columns = columns;
    this.rows = rows;
    screen = new ScreenTerminal(columns, rows);
    Thread reader = new Thread(this::watch, "watches a terminal");
    reader.setDaemon(true);
    reader.start();
  }

  static Person at(
      List<String> command, Map<String, String> environment, Path folder, int columns, int rows) {
    try {
      PtyProcess process =
          new PtyProcessBuilder(command.toArray(String[]::new))
              .setEnvironment(environment)
              .setDirectory(folder.toString())
              .setInitialColumns(columns)
              .setInitialRows(rows)
              .start();
      return new Person(process, columns, rows);
    } catch (IOException | LinkageError e) {
      return Assumptions.abort("there is no pseudo-terminal here: " + e);
    }
  }

  /** Types; {@code \r} is the Enter key. */
  Person type(String... keys) {
    try {
      OutputStream out = process.getOutputStream();
      out.write(String.join("", keys).getBytes(UTF_8));
      out.flush();
      return this;
    } catch (IOException e) {
      throw new AssertionError("cannot type; the screen is\n" + screen(), e);
    }
  }

  /** As a terminal says that a text is pasted. */
  Person paste(String text) {
    return type("\u001b[200~", text.replace('\n', '\r'), "\u001b[201~");
  }

  /** Waits until a line of the screen holds this. */
  Person sees(String text) {
    return await(
        "a line with '" + text + "'", lines -> lines.stream().anyMatch(l -> l.contains(text)));
  }

  /** Waits until the last line that holds anything is this. */
  Person seesAtTheEnd(String line) {
    return await("the last line '" + line + "'", lines -> line.equals(last(lines)));
  }

  /** Waits for an empty prompt at the end. */
  Person seesPrompt() {
    return seesAtTheEnd(">");
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  synchronized Person await(String what, Predicate<List<String>> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!wanted.test(lines())) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || ended) {
        throw new AssertionError(
            (ended ? "it ended without " : "waited in vain for ")
                + what
                + "; the screen is\n"
                + screen());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
    return this;
  }

  /** What is on the screen, without blanks at ends of lines and empty lines at the end. */
  synchronized List<String> lines() {
    return screen
        .toString()
        .replace('\0', ' ')
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  String screen() {
    return lines().stream().map(line -> "| " + line).collect(Collectors.joining("\n"));
  }

  boolean bold(String text) {
    return (attributes(text) & BOLD) != 0;
  }

  boolean underlined(String text) {
    return (attributes(text) & UNDERLINED) != 0;
  }

  boolean coloured(String text) {
    return (attributes(text) & COLOURED) != 0;
  }

  /** Everything that came, escape sequences included. */
  synchronized String received() {
    return received.toString();
  }

  /** The attributes that all of a text on the screen has. */
  private synchronized long attributes(String text) {
    long[] cells = new long[columns * rows];
    screen.dump(cells, 0, 0, rows, columns, null);
    String all =
        Arrays.stream(cells)
            .mapToObj(cell -> Character.toString((int) (cell & 0xffff)))
            .collect(Collectors.joining());
    int at = all.indexOf(text);
    if (at < 0) {
      throw new AssertionError("no '" + text + "' on the screen\n" + screen());
    }
    return Arrays.stream(cells, at, at + text.length()).reduce(-1L, (a, b) -> a & b);
  }

  /** Changes the size of the window. */
  synchronized Person resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    screen.setSize(newColumns, newRows);
    process.setWinSize(new WinSize(newColumns, newRows));
    return this;
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until the program has ended. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; the screen is\n" + screen());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void watch() {
    try (Reader reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
      char[] piece = new char[4096];
      for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
        show(new String(piece, 0, count));
      }
    } catch (IOException e) {
      return; // a terminal whose program has gone cannot be read
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }

  private synchronized void show(String text) throws IOException {
    received.append(text);
    screen.write(text);
    String answer = screen.read();
    if (!answer.isEmpty()) {
      process.getOutputStream().write(answer.getBytes(UTF_8));
      process.getOutputStream().flush();
    }
    notifyAll();
  }
}
