package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Warning;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what goes over the wire, secrets blanked, a line for each header and each read:
 *
 * <pre>
 * 2026-01-02T03:04:05.678Z #1 &gt; POST /v1/chat/completions HTTP/1.1
 * 2026-01-02T03:04:05.901Z #1 &lt; data: {"choices":[]}\n\n
 * </pre>
 *
 * The file is only for its owner where the system knows owners. It is written to at once, which may
 * hold up the event loop: this is for finding faults. A log that cannot be written is a warning on
 * the call, never its failure.
 */
final class WireLog {
  private final @Nullable Path file;
  private final Redaction redaction;
  private final AtomicLong calls = new AtomicLong();
  private final Object lock = new Object();
  private @Nullable FileChannel channel;

  private WireLog(@Nullable Path file, Redaction redaction) {
    this.file = file;
    this.redaction = redaction;
  }

  /**
   * A log to a file, or one that writes nothing.
   *
   * @throws InvalidPathException when that cannot be a file's name
   */
  static WireLog of(Optional<String> file, Redaction redaction) {
    return new WireLog(file.filter(path -> !path.isBlank()).map(Path::of).orElse(null), redaction);
  }

  /**
   * Starts the part of one call.
   *
   * @param warnings told once where the log cannot be written
   */
  Conversation conversation(Consumer<Warning> warnings) {
    return new Conversation(calls.incrementAndGet(), warnings);
  }

  void close() {
    synchronized (lock) {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException e) {
          System.getLogger("dev.runnel.http")
              .log(System.Logger.Level.WARNING, "The wire log could not be closed", e);
        }
        channel = null;
      }
    }
  }

  private void append(String lines) throws IOException {
    synchronized (lock) {
      if (channel == null || !channel.isOpen()) {
        channel = open(file);
      }
      ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static FileChannel open(@Nullable Path path) throws IOException {
    if (path == null) {
      throw new IOException("there is no file");
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      try {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException e) {
        // Then its owner has chosen who may read it.
      }
    }
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** One call's part of the log. For one thread at a time. */
  final class Conversation {
    private final long number;
    private final Consumer<Warning> warnings;
    private final SecretBlanker blanker = new SecretBlanker(redaction.forms());
    private boolean off = file == null;

    private Conversation(long number, Consumer<Warning> warnings) {
      this.number = number;
      this.warnings = warnings;
    }

    void sent(HttpRequest request, Target target) {
      if (off) {
        return;
      }
      StringBuilder lines = new StringBuilder();
      line(lines, '>', request + " HTTP/1.1");
      line(lines, '>', "host: " + target.authority());
      request.shownHeaders().forEach((name, value) -> line(lines, '>', name + ": " + value));
      byte[] body = request.body();
      if (body != null) {
        line(lines, '>', redaction.redact(Printable.of(body)));
      }
      write(lines);
    }

    void received(AnswerHead head) {
      if (off) {
        return;
      }
      StringBuilder lines = new StringBuilder();
      line(lines, '<', "HTTP/1.1 " + head.status());
      head.headers()
          .forEach(
              (name, values) ->
                  values.forEach(
                      value ->
                          line(
                              lines,
                              '<',
                              name
                                  + ": "
                                  + redaction.redact(Printable.of(value.getBytes(UTF_8))))));
      write(lines);
    }

    void received(Buffer body) {
      if (!off) {
        body(blanker.blank(body.getBytes()));
      }
    }

    /** What is said after the last byte: how it ended. */
    void over(String how) {
      if (off) {
        return;
      }
      body(blanker.rest());
      StringBuilder lines = new StringBuilder();
      line(lines, '=', redaction.redact(OneLine.of(how)));
      write(lines);
      off = true;
    }

    private void body(byte[] clean) {
      if (clean.length > 0) {
        StringBuilder lines = new StringBuilder();
        line(lines, '<', Printable.of(clean));
        write(lines);
      }
    }

    private void line(StringBuilder lines, char direction, String text) {
      lines
          .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
          .append(" #")
          .append(number)
          .append(' ')
          .append(direction)
          .append(' ')
          .append(text)
          .append('\n');
    }

    private void write(StringBuilder lines) {
      try {
        append(lines.toString());
      } catch (IOException | RuntimeException e) {
        off = true;
        warnings.accept(
            new Warning(Warning.Kind.OTHER, "The wire log '" + file + "' cannot be written: " + e));
      }
    }
  }
}
