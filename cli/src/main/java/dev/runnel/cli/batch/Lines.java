package dev.runnel.cli.batch;

import static java.util.Objects.requireNonNull;

import dev.runnel.cli.input.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a file, one at a time: of a file of any length, never more than a line is in memory.
 * Not thread-safe.
 */
final class Lines implements AutoCloseable {
  /** A longer line is no request. */
  static final int MOST_BYTES = 16 << 20;

  private final InputStream in;
  private final String name;
  private final int mostBytes;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[1 << 10];
  private int length;
  private long number;
  private long end;
  private boolean terminated;

  /**
   * Reads from a stream.
   *
   * @param name what it is called in messages
   */
  Lines(InputStream in, String name, int mostBytes) {
    this.in = requireNonNull(in, "in is null");
    this.name = requireNonNull(name, "name is null");
    this.mostBytes = mostBytes;
  }

  static Lines of(Path file, int mostBytes) throws IOException {
    return new Lines(Files.newInputStream(file), "'" + file + "'", mostBytes);
  }

  /**
   * Goes to the next line.
   *
   * @return whether there is one
   * @throws UsageException when it is too long
   */
  boolean next() throws IOException {
    length = 0;
    terminated = false;
    boolean any = false;
    while (!terminated && fill()) {
      any = true;
      take();
    }
    if (any) {
      number++;
    }
    return any;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** How many bytes the lines so far take, their ends included. */
  long end() {
    return end;
  }

  /** Whether a line end closes the line; false only of a last one. */
  boolean terminated() {
    return terminated;
  }

  /**
   * The line without its end.
   *
   * @throws UsageException when it is not UTF-8
   */
  String text() {
    int from = number == 1 && startsWithMark() ? 3 : 0;
    int to = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    try {
      return decoder.decode(ByteBuffer.wrap(line, from, Math.max(0, to - from))).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "Line " + number + " of " + name + " is not UTF-8 text; convert it first, with iconv.",
          e);
    }
  }

  /** The first bytes of the line, each as a character; fewer where it is shorter. */
  String beginning(int count) {
    return new String(line, 0, Math.min(count, length), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return limit > 0;
  }

  private void take() {
    int from = position;
    while (position < limit && buffer[position] != '\n') {
      position++;
    }
    append(from, position - from);
    end += position - from;
    if (position < limit) {
      position++;
      end++;
      terminated = true;
    }
  }

  private void append(int from, int count) {
    if (count > mostBytes - length) {
      throw new UsageException(
          "Line "
              + (number + 1)
              + " of "
              + name
              + " is longer than "
              + (mostBytes >> 20)
              + " MiB.");
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  private boolean startsWithMark() {
    return length >= 3
        && line[0] == (byte) 0xef
        && line[1] == (byte) 0xbb
        && line[2] == (byte) 0xbf;
  }
}
