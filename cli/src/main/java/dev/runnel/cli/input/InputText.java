package dev.runnel.cli.input;

import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads texts to their end, as UTF-8, up to a bound. */
public final class InputText {
  /** More than this is no prompt. */
  private static final int MOST_BYTES = 16 << 20;

  private static final String STANDARD_INPUT = "Standard input";

  private static final long SILENCE_BEFORE_NOTE_MILLIS = 2_000;

  private InputText() {}

  /**
   * Reads standard input to its end; empty where it is a terminal or closed. Where nothing ends the
   * wait for its first byte soon, a note says what is waited for.
   *
   * @throws UsageException when it is no text, or too long
   */
  public static String ofStandardInput(Shell shell) {
    if (shell.inIsTerminal()) {
      return "";
    }
    CountDownLatch arrived = new CountDownLatch(1);
    Thread note = new Thread(() -> noteSilence(arrived, shell.err()), "runnel-input-note");
    note.setDaemon(true);
    note.start();
    byte[] bytes;
    try {
      bytes = read(shell.in(), arrived::countDown, STANDARD_INPUT);
    } catch (IOException e) {
      return ""; // closed: there is nothing to read, which is no mistake
    } finally {
      arrived.countDown();
    }
    return decoded(bytes, STANDARD_INPUT);
  }

  /**
   * Reads a file, or a named pipe, to its end.
   *
   * @param name what it is called in messages
   * @throws UsageException when it is no text, or too long
   */
  static String of(Path file, String name) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return decoded(read(in, () -> {}, name), name);
    }
  }

  private static byte[] read(InputStream in, Runnable arrived, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      arrived.run();
      bytes.write(piece, 0, count);
      if (bytes.size() > MOST_BYTES) {
        throw new UsageException(
            name + " is longer than " + (MOST_BYTES >> 20) + " MiB, too long for a prompt.");
      }
    }
    return bytes.toByteArray();
  }

  private static String decoded(byte[] bytes, String name) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageException(
          name + " is not UTF-8 text; convert it first, with iconv for instance.", e);
    }
  }

  private static void noteSilence(CountDownLatch arrived, Output err) {
    try {
      if (!arrived.await(SILENCE_BEFORE_NOTE_MILLIS, TimeUnit.MILLISECONDS)) {
        err.tell(
            "note: standard input is open and silent; it is read to its end before anything is"
                + " sent. Add `< /dev/null` to send the prompt alone.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
