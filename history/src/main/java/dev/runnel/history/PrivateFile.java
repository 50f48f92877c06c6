package dev.runnel.history;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that only its owner can read, with what SQLite puts beside it. Where files have no such
 * rights (Windows), the rights of the user's folder are what protects it.
 */
final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNERS_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final List<String> BESIDE = List.of("", "-wal", "-shm", "-journal");

  private PrivateFile() {}

  /**
   * Makes the file, and the folders it is in, unless it is there; takes away what others may do
   * with it. SQLite gives the files it puts beside it the same rights.
   *
   * @throws HistoryException when others can still read it
   */
  static void ensure(Path file) throws IOException {
    folder(file.toAbsolutePath().getParent());
    try {
      Files.createFile(file, attributes(file, OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      for (String suffix : BESIDE) {
        mend(file.resolveSibling(file.getFileName() + suffix));
      }
    }
  }

  /** Makes a folder for its owner only, unless it is there. */
  static Path folder(@Nullable Path folder) throws IOException {
    if (folder == null) {
      throw new IOException("There is no folder above the file");
    }
    return Files.isDirectory(folder)
        ? folder
        : Files.createDirectories(folder, attributes(folder, OWNERS_FOLDER));
  }

  private static void mend(Path file) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || !Files.exists(file)) {
      return;
    }
    if (OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      return;
    }
    try {
      view.setPermissions(OWNER_ONLY);
    } catch (IOException e) {
      throw new HistoryException(
          HistoryException.Kind.NOT_PRIVATE,
          "Others can read the log of conversations, "
              + file
              + ", and this cannot be changed. Make it yours alone: chmod 600 "
              + file,
          e);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
