package dev.runnel.cli.input;

import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads texts to their end, as UTF-8, up to a bound. */
public final class InputText {
  /** More than this is no prompt. */
  static final int MOST_BYTES = 16 << 20;

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
    return decoded(bytesOfStandardInput(shell, MOST_BYTES, "a prompt"), STANDARD_INPUT);
  }

  /**
   * As {@link #ofStandardInput}, whatever it is.
   *
   * @param most how many bytes there may be
   * @param use what more of them would be too long for
   */
  static byte[] bytesOfStandardInput(Shell shell, int most, String use) {
    if (shell.inIsTerminal()) {
      return new byte[0];
    }
    CountDownLatch arrived = new CountDownLatch(1);
    Thread note = new Thread(() -> noteSilence(arrived, shell.err()), "runnel-input-note");
    note.setDaemon(true);
    note.start();
    try {
      return read(shell.in(), arrived::countDown, most, STANDARD_INPUT, use);
    } catch (IOException e) {
      return new byte[0]; // closed: there is nothing to read, which is no mistake
    } finally {
      arrived.countDown();
    }
  }

  /** Reads a stream to its end; longer than the bound is a {@link UsageException}. */
  static byte[] read(InputStream in, Runnable arrived, int most, String name, String use)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      arrived.run();
      bytes.write(piece, 0, count);
      if (bytes.size() > most) {
        throw new UsageException(
            name + " is longer than " + Attachment.size(most) + ", too long for " + use + ".");
      }
    }
    return bytes.toByteArray();
  }

  /** The text of bytes in UTF-8, without a byte order mark; others are a {@link UsageException}. */
  static String decoded(byte[] bytes, String name) {
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
