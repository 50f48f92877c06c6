package dev.runnel.cli.input;

import dev.runnel.cli.shell.Shell;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * Reads what goes with one message: files, https addresses and standard input. Images are known by
 * their bytes; everything else must be UTF-8 text. Not thread-safe.
 */
public final class Attachments {
  /** As large as a prompt; the services' own bounds are lower, and they say them. */
  static final int MOST_BYTES_EACH = 16 << 20;

  static final int MOST_BYTES_IN_ALL = 32 << 20;

  private static final String STANDARD_INPUT = "-";
  private static final String USE = "an attachment";

  private final Shell shell;
  private long total;

  public Attachments(Shell shell) {
    this.shell = shell;
  }

  /** Whether one of the sources is standard input. */
  public static boolean takeStandardInput(List<String> sources) {
    return sources.contains(STANDARD_INPUT);
  }

  /**
   * Reads one.
   *
   * @param source a file's name, an address, or {@code -}
   * @throws UsageException when it cannot be had or attached, is longer than 16 MiB, or all that
   *     was read here is longer than 32 MiB
   */
  public Attachment read(String source) {
    Attachment attachment = attachment(source);
    total += attachment.bytes();
    if (total > MOST_BYTES_IN_ALL) {
      throw new UsageException(
          "The attachments are longer than " + Attachment.size(MOST_BYTES_IN_ALL) + " in all.");
    }
    return attachment;
  }

  private Attachment attachment(String source) {
    if (source.equals(STANDARD_INPUT)) {
      if (shell.inIsTerminal()) {
        throw new UsageException(
            "-a - attaches standard input, which is a terminal here; pipe a file in.");
      }
      byte[] bytes = InputText.bytesOfStandardInput(shell, MOST_BYTES_EACH, USE);
      return of("stdin", "Standard input", bytes, Optional.empty());
    }
    if (WebAddress.looksSo(source)) {
      WebAddress address = WebAddress.of(source);
      WebFile.Found found = new WebFile(shell.environment()).fetch(address, MOST_BYTES_EACH);
      return of(address.toString(), address.toString(), found.bytes(), found.charset());
    }
    byte[] bytes = InputFile.bytes(source, MOST_BYTES_EACH, USE);
    return of(sentName(source), "The file '" + source + "'", bytes, Optional.empty());
  }

  /**
   * Makes an attachment of bytes.
   *
   * @param name what the model is told
   * @param told what the user is told
   * @param charset what the text is written in, where that was said
   */
  static Attachment of(String name, String told, byte[] bytes, Optional<Charset> charset) {
    if (bytes.length == 0) {
      throw new UsageException(told + " is empty.");
    }
    Optional<FileType> type = FileType.of(bytes);
    if (type.isPresent()) {
      String mediaType = type.get().mediaType();
      if (mediaType != null) {
        return Attachment.image(name, mediaType, bytes);
      }
      throw new UsageException(
          told + " is " + type.get().name() + ", which cannot be attached. " + type.get().advice());
    }
    if (FileType.holdsNul(bytes)) {
      throw new UsageException(
          told + " is neither text nor an image (PNG, JPEG, GIF, WebP), and cannot be attached.");
    }
    String text =
        charset.map(set -> new String(bytes, set)).orElseGet(() -> InputText.decoded(bytes, told));
    return Attachment.text(name, text, bytes.length);
  }

  // Where a file stands below the current folder says something about it; where that folder stands,
  // and whose it is, is nobody's business.
  private static String sentName(String file) {
    String path = file.replace('\\', '/').replaceFirst("^(\\./+)+", "");
    boolean below = !path.startsWith("/") && !path.matches("[A-Za-z]:.*");
    String name =
        below && !path.startsWith("~") && !path.contains("..")
            ? path
            : path.substring(path.lastIndexOf('/') + 1);
    return name.replaceAll("[\\p{Cntrl}`]", "_");
  }
}
