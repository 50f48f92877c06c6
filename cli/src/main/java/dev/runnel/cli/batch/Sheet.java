package dev.runnel.cli.batch;

/** Where the lines of done rows go. Not thread-safe. */
public interface Sheet extends AutoCloseable {
  /** Writes a line, so that a process that dies behind it has written it. */
  void write(String line);

  /** Sees to it that what was written outlives the machine, and ends. */
  @Override
  void close();
}
