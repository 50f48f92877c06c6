package dev.runnel.sandbox.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses one answer piece by piece, so that each piece can be read as soon as it arrives. */
final class Gzip {

  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final GZIPOutputStream gzip;

  Gzip() {
    try {
      gzip = new GZIPOutputStream(compressed, 512, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] piece(byte[] bytes) {
    try {
      gzip.write(bytes);
      gzip.flush();
      return taken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] trailer() {
    try {
      gzip.finish();
      return taken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] taken() {
    byte[] bytes = compressed.toByteArray();
    compressed.reset();
    return bytes;
  }
}
