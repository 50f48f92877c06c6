package dev.runnel.cli.batch;

import java.time.Duration;

/** Shows how far a batch is. Used by one thread. */
public interface Progress extends AutoCloseable {
  /** How often {@link #show} wants to be called where nothing happens. */
  Duration tick();

  /** The batch is so far; called for every row and every {@link #tick}. */
  void show(Tally tally);

  /** Says a line beside. */
  void say(String line);

  /** Leaves nothing behind that is not to stay. */
  @Override
  void close();
}
