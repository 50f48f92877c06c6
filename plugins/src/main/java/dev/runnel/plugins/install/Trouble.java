package dev.runnel.plugins.install;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Why a folder cannot be written to, in words. */
final class Trouble {
  private Trouble() {}

  static String inWords(IOException thrown) {
    if (thrown instanceof AccessDeniedException denied) {
      return "you may not write to " + denied.getFile();
    }
    if (thrown instanceof FileSystemException trouble && trouble.getReason() != null) {
      return trouble.getReason() + " (" + trouble.getFile() + ")";
    }
    return Objects.requireNonNullElseGet(thrown.getMessage(), thrown::toString);
  }
}
