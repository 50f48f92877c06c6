package dev.runnel.gateway.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the lines of a log go: a file that only its owner can read, or a stream. */
public abstract sealed class LogTarget {
  private LogTarget() {}

  /** A file, which is made where it is not there and appended to where it is. */
  public static LogTarget file(Path file) {
    return new File(requireNonNull(file, "file is null"));
  }

  /**
   * Whatever prints, such as standard output.
   *
   * @param printer takes whole lines; what it throws is a failure to write
   */
  public static LogTarget printer(Consumer<String> printer) {
    return new Printer(requireNonNull(printer, "printer is null"));
  }

  /** Opens it, again where it is open. */
  abstract void open() throws IOException;

  /** Writes whole lines at once. */
  abstract void write(String lines) throws IOException;

  abstract void close();

  private static final class Printer extends LogTarget {
    private final Consumer<String> printer;

    Printer(Consumer<String> printer) {
      this.printer = printer;
    }

    @Override
    void open() {}

    @Override
    void write(String lines) throws IOException {
      try {
        printer.accept(lines);
      } catch (RuntimeException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    void close() {}
  }

  private static final class File extends LogTarget {
    private final Path path;
    private @Nullable OutputStream stream; // guarded by this

    File(Path path) {
      this.path = path;
    }

    @Override
    synchronized void open() throws IOException {
      close();
      try {
        create();
        stream = Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      } catch (FileSystemException e) {
        throw new IOException(words(e), e);
      }
    }

    private void create() throws IOException {
      if (Files.exists(path)) { // a pipe or a terminal may stand there as well
        return;
      }
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.newByteChannel(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))
            .close();
      }
    }

    private String words(FileSystemException e) {
      String why =
          e instanceof NoSuchFileException
              ? "its folder does not exist"
              : e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      return path + ": " + why;
    }

    @Override
    synchronized void write(String lines) throws IOException {
      OutputStream open = stream;
      if (open == null) {
        throw new IOException(path + " is not open");
      }
      open.write(lines.getBytes(UTF_8));
    }

    @Override
    synchronized void close() {
      OutputStream open = stream;
      stream = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          return; // each write has been handed over already
        }
      }
    }
  }
}
