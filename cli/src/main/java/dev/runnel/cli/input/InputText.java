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
      bytes = read(shell.in(), arrived);
    } catch (IOException e) {
      return ""; // closed: there is nothing to read, which is no mistake
    } finally {
      arrived.countDown();
    }
    return decoded(bytes, "Standard input");
  }

  /** Reads a stream to its end. */
  static byte[] read(InputStream in, CountDownLatch arrived) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      arrived.countDown();
      bytes.write(piece, 0, count);
      if (bytes.size() > MOST_BYTES) {
        throw new UsageException(
            "Standard input is longer than " + (MOST_BYTES >> 20) + " MiB, too long for a prompt.");
      }
    }
    return bytes.toByteArray();
  }

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
