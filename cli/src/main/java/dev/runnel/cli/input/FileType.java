package dev.runnel.cli.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file is by its first bytes, whatever its name says.
 *
 * @param mediaType what an image is sent as; null: it cannot be attached
 * @param advice how to make something of it that can
 */
record FileType(String name, @Nullable String mediaType, String advice) {
  private static final String AS_PNG = "Convert it to PNG or JPEG first.";
  private static final String UNPACK = "Attach the files in it one by one.";
  private static final String AS_TEXT = "Convert it to UTF-8 first, with iconv for instance.";

  private record Signature(int offset, byte[] bytes, FileType type) {
    boolean of(byte[] file) {
      return file.length >= offset + bytes.length
          && Arrays.equals(file, offset, offset + bytes.length, bytes, 0, bytes.length);
    }
  }

  // WebP and HEIC name themselves behind a length.
  private static final List<Signature> SIGNATURES =
      List.of(
          image(0, "\u0089PNG\r\n\u001a\n", "image/png"),
          image(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
          image(0, "GIF87a", "image/gif"),
          image(0, "GIF89a", "image/gif"),
          image(8, "WEBP", "image/webp"),
          other(0, "%PDF-", "a PDF", "Convert it to text (pdftotext) or to images first."),
          other(0, "PK\u0003\u0004", "a ZIP archive or an office document", UNPACK),
          other(0, "\u001f\u008b", "a gzip archive", UNPACK),
          other(0, "BM", "a BMP image", AS_PNG),
          other(0, "II*\0", "a TIFF image", AS_PNG),
          other(0, "MM\0*", "a TIFF image", AS_PNG),
          other(4, "ftypavif", "an AVIF image", AS_PNG),
          other(4, "ftyphei", "a HEIC image", AS_PNG),
          other(0, "\u00ff\u00fe", "UTF-16 text", AS_TEXT),
          other(0, "\u00fe\u00ff", "UTF-16 text", AS_TEXT));

  /** What is known by its first bytes; empty for whatever may be text. */
  static Optional<FileType> of(byte[] file) {
    return SIGNATURES.stream()
        .filter(signature -> signature.of(file))
        // "BM" may begin a sentence; an image has a length there, which no text has.
        .filter(signature -> !signature.type().name().equals("a BMP image") || holdsNul(file))
        .filter(signature -> signature.offset() != 8 || startsWith(file, "RIFF"))
        .map(Signature::type)
        .findFirst();
  }

  /** Whether there is a byte that no text has. */
  static boolean holdsNul(byte[] file) {
    for (byte one : file) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] file, String start) {
    return new Signature(0, latin(start), new FileType("", null, "")).of(file);
  }

  private static Signature image(int offset, String start, String mediaType) {
    return new Signature(offset, latin(start), new FileType("an image", mediaType, ""));
  }

  private static Signature other(int offset, String start, String name, String advice) {
    return new Signature(offset, latin(start), new FileType(name, null, advice));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
