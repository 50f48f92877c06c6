package dev.runnel.sandbox.script;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/** Where a body is cut into pieces that are flushed apart, each in its own chunk. */
public sealed interface Pieces {

  /**
   * Where the next piece ends.
   *
   * @param from the body offset at which it starts
   * @param available how many bytes can be sent now
   * @return its size, 1 to {@code available}
   */
  int next(long from, int available);

  /** One piece for each thing said. */
  record AsSaid() implements Pieces {
    @Override
    public int next(long from, int available) {
      return available;
    }
  }

  /** Pieces of this many bytes; the last of each thing said may be shorter. */
  record OfSize(int bytes) implements Pieces {
    public OfSize {
      if (bytes < 1) {
        throw new IllegalArgumentException("A piece has at least one byte, not " + bytes);
      }
    }

    @Override
    public int next(long from, int available) {
      return Math.min(bytes, available);
    }
  }

  /** Cut at these body offsets, ascending, besides where each thing said ends. */
  record At(long... offsets) implements Pieces {
    public At {
      offsets = requireNonNull(offsets, "offsets is null").clone();
      Arrays.sort(offsets);
    }

    @Override
    public int next(long from, int available) {
      int found = Arrays.binarySearch(offsets, from + 1);
      int index = found < 0 ? -found - 1 : found;
      return index == offsets.length ? available : (int) Math.min(available, offsets[index] - from);
    }
  }
}
