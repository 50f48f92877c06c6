package dev.runnel.cli.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file cannot be had, for people: exceptions of files say little more than a path. */
public final class FileTrouble {
  private FileTrouble() {}

  /** The rest of a sentence that says what cannot be done with which file. */
  public static String inWords(IOException thrown) {
    if (thrown instanceof NoSuchFileException missing) {
      return "there is no '" + missing.getFile() + "', or no folder for it";
    }
    if (thrown instanceof AccessDeniedException denied) {
      return "you may not touch '" + denied.getFile() + "'";
    }
    if (thrown instanceof FileAlreadyExistsException there) {
      return "'" + there.getFile() + "' is in the way";
    }
    if (thrown instanceof NotDirectoryException file) {
      return "'" + file.getFile() + "' is no folder";
    }
    if (thrown instanceof FileSystemException trouble && trouble.getReason() != null) {
      return trouble.getReason();
    }
    return Objects.requireNonNullElseGet(thrown.getMessage(), thrown::toString);
  }
}
