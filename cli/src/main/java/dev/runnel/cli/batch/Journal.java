package dev.runnel.cli.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows that are done, a JSON object a line, each written at once and whole. A last line
 * that a killed process left torn is cut off when the file is opened, and its row is not done.
 */
final class Journal implements Sheet {
  private static final int MOST_BYTES = 1 << 30;
  private static final String START = "{\"row\":";

  private final Path file;
  private final FileChannel channel;
  private final Fingerprints done = new Fingerprints();
  private boolean ours;

  private Journal(Path file, FileChannel channel, boolean ours) {
    this.file = file;
    this.channel = channel;
    this.ours = ours;
  }

  /**
   * Opens a file, or makes it, for this process alone.
   *
   * @throws UsageException when it is no journal, or another process writes it
   */
  static Journal open(Path file) {
    boolean fresh = Files.notExists(file);
    if (!fresh && !Files.isRegularFile(file)) {
      throw new UsageException(
          "'"
              + file
              + "' is no regular file, so that no run could go on from it; -O - writes to"
              + " standard output.");
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        lock(channel, file);
        Journal journal = new Journal(file, channel, fresh);
        journal.read();
        return journal;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UsageException(
          "The file '" + file + "' cannot be opened for writing: " + FileTrouble.inWords(e) + ".",
          e);
    }
  }

  /** What was done before, by the rows' identities: the fingerprints they had. */
  Fingerprints done() {
    return done;
  }

  /** Forgets everything. */
  void clear() {
    try {
      channel.truncate(0);
      ours = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void write(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Leaves no empty file of its own behind. */
  @Override
  public void close() {
    try (channel) {
      channel.force(true);
      if (ours && channel.size() == 0) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void read() throws IOException {
    long whole = 0;
    try (Lines lines = Lines.of(file, MOST_BYTES)) {
      boolean broken = false;
      while (lines.next()) {
        if (broken) {
          throw notOurs(lines.number() - 1);
        }
        Optional<RowKey> key = lines.terminated() ? key(lines.text()) : Optional.empty();
        key.ifPresent(row -> done.put(row.identity(), row.fingerprint()));
        broken = key.isEmpty();
        whole = broken ? whole : lines.end();
        if (broken && !torn(lines.beginning(START.length()))) {
          throw notOurs(lines.number());
        }
      }
    }
    if (whole < channel.size()) {
      channel.truncate(whole);
    }
    channel.position(whole);
  }

  // Only what begins as our lines do is cut off: any other file is somebody's treasure.
  private static boolean torn(String beginning) {
    return START.startsWith(beginning) || beginning.chars().allMatch(c -> c == 0);
  }

  /** The row of a line; empty: it is none of ours, or not whole. */
  private static Optional<RowKey> key(String line) {
    long row = 0;
    @Nullable String id = null;
    @Nullable String hash = null;
    try (JsonParser json = JsonRow.MAPPER.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "row" -> row = json.getLongValue();
          case "id" -> id = json.getText();
          case "hash" -> hash = json.getText();
          default -> json.skipChildren();
        }
      }
      return json.currentToken() == JsonToken.END_OBJECT && row > 0 && hash != null
          ? Optional.of(new RowKey(row, Optional.ofNullable(id), Long.parseUnsignedLong(hash, 16)))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private UsageException notOurs(long line) {
    return new UsageException(
        "Line "
            + line
            + " of '"
            + file
            + "' was not written by `runnel batch`; nothing is added to such a file. Choose another"
            + " one, or remove it.");
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw busy(file, null);
      }
    } catch (OverlappingFileLockException e) {
      throw busy(file, e);
    }
  }

  private static UsageException busy(Path file, @Nullable Throwable cause) {
    String message = "Another `runnel batch` is writing '" + file + "'; wait for it, or end it.";
    return cause == null ? new UsageException(message) : new UsageException(message, cause);
  }

  private BatchException failed(IOException e) {
    return new BatchException(
        "'" + file + "' cannot be written; with room for it, the same command goes on from here",
        e);
  }
}
