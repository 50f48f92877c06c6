package dev.runnel.cli.download;

import dev.runnel.cli.shell.DrawnLine;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import dev.runnel.cli.shell.TerminalWidth;
import dev.runnel.plugins.install.Download;
import dev.runnel.plugins.lock.Coordinate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How much of a plugin has come: a bar where somebody sits at a terminal; else, and only where more
 * is to be said, a line for each jar. Safe to use from any thread.
 */
public final class DownloadBar implements Download, AutoCloseable {
  private static final int LONGEST_BAR = 30;
  private static final double MEGABYTE = 1_000_000;

  private final Output err;
  private final DrawnLine line;
  private final int columns;
  private final boolean lines;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private record Part(long bytes, long size) {}

  /**
   * A bar.
   *
   * @param columns the terminal's width; 0: it is none
   * @param lines whether each jar gets a line where there is no terminal
   */
  DownloadBar(Output err, int columns, boolean lines) {
    this.err = err;
    this.line = new DrawnLine(err);
    this.columns = columns;
    this.lines = lines;
  }

  /** On standard error. */
  public static DownloadBar of(Shell shell, boolean verbose) {
    int columns = shell.err().terminal() ? TerminalWidth.of(shell.environment()) : 0;
    return new DownloadBar(shell.err(), columns, verbose);
  }

  @Override
  public synchronized void progress(String file, long bytes, long size) {
    Part before = parts.put(file, new Part(bytes, size));
    if (columns > 0) {
      line.draw(drawing());
    } else if (lines && bytes == size && (before == null || before.bytes() < size)) {
      err.tell("fetched " + file + " (" + megabytes(bytes) + " MB)");
    }
  }

  @Override
  public synchronized void moved(Coordinate from, Coordinate to) {
    line.erase();
    boolean sameName = from.identity().equals(to.identity());
    err.tell(
        (sameName ? from : from.identity()) + " is now " + (sameName ? to : to.identity()) + ".");
  }

  private String drawing() {
    long bytes = parts.values().stream().mapToLong(Part::bytes).sum();
    long size = parts.values().stream().mapToLong(it -> Math.max(it.size(), it.bytes())).sum();
    boolean known = parts.values().stream().allMatch(it -> it.size() >= 0);
    String words =
        (parts.size() == 1 ? parts.keySet().iterator().next() : parts.size() + " jars")
            + "  "
            + megabytes(bytes)
            + (known ? "/" + megabytes(size) : "")
            + " MB";
    int room = Math.min(columns - 4 - words.length(), LONGEST_BAR);
    String bar =
        known && size > 0 && room >= 5
            ? DrawnLine.bar((int) (room * bytes / size), room) + " "
            : "";
    String drawing = bar + words;
    return drawing.substring(0, Math.min(drawing.length(), Math.max(1, columns - 1)));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
  }

  @Override
  public synchronized void close() {
    line.erase();
  }
}
