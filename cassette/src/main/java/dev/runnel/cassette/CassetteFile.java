package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file of a recording: made for its owner alone, and in one step, so that there is no moment at
 * which others can read it; written line by line, so that a kill leaves what came before. Safe to
 * use from any thread.
 */
final class CassetteFile implements AutoCloseable {
  private final Path path;

  /** What is written to: the file itself, or one beside it that takes its place. */
  private final Path fresh;

  private final FileChannel channel;
  private @Nullable IOException failure;
  private final StringBuilder notes = new StringBuilder();
  private boolean written;
  private boolean closed;

  private CassetteFile(Path path, Path fresh, FileChannel channel) {
    this.path = path;
    this.fresh = fresh;
    this.channel = channel;
  }

  /**
   * Makes the file.
   *
   * @param overwrite whether one that exists is replaced, once there is something to write
   * @throws CassetteException when it exists, or cannot be made
   */
  static CassetteFile create(Path path, boolean overwrite) {
    try {
      Path fresh =
          overwrite && Files.exists(path)
              ? Files.createTempFile(
                  path.toAbsolutePath().getParent(), ".cassette", ".new", ownerOnly())
              : Files.createFile(path, ownerOnly());
      return new CassetteFile(path, fresh, FileChannel.open(fresh, StandardOpenOption.APPEND));
    } catch (FileAlreadyExistsException e) {
      throw new CassetteException(
          "There is a file '" + path + "' already, and a recording would replace it.", e);
    } catch (NoSuchFileException e) {
      throw new CassetteException(
          "The cassette '" + path + "' cannot be written: there is no such folder.", e);
    } catch (IOException e) {
      throw new CassetteException("The cassette '" + path + "' cannot be written: " + e + ".", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Keeps lines until the first exchange is there: without one there is no cassette. */
  synchronized void note(String lines) {
    if (written) {
      append(lines);
    } else {
      notes.append(lines);
    }
  }

  /** Appends lines. The first failure stops the recording, not what is recorded. */
  synchronized void append(String lines) {
    if (failure != null || closed) {
      return;
    }
    try {
      String all = written ? lines : CassetteLines.start() + notes + lines;
      ByteBuffer bytes = ByteBuffer.wrap(all.getBytes(UTF_8));
      if (!written && !fresh.equals(path)) {
        Files.move(
            fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      written = true;
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Ends the cassette; without anything recorded there is none.
   *
   * @throws CassetteException when something could not be written
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (written) {
      append(CassetteLines.end());
    }
    closed = true;
    try (channel) {
      if (!written) {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw new CassetteException(
          "The cassette '" + path + "' could not be written to its end: " + failure + ".", failure);
    }
  }
}
