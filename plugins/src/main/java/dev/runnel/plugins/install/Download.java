package dev.runnel.plugins.install;

import dev.runnel.plugins.lock.Coordinate;

/** Hears how far files are that are being fetched. */
@FunctionalInterface
public interface Download {
  /**
   * Some more of a file is there.
   *
   * @param file its name
   * @param bytes how many there are so far
   * @param size how many there will be; negative: unknown
   */
  void progress(String file, long bytes, long size);

  /** What was asked for is elsewhere now, as its POM says; that is got in its place. */
  default void moved(Coordinate from, Coordinate to) {}
}
