package dev.runnel.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that nobody but their owner can read: created so, and never for a moment
 * otherwise, where the file system has POSIX permissions; where it has access lists instead (on
 * Windows), they are narrowed right after. What exists already keeps the permissions it has.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private PrivateFiles() {}

  /**
   * Makes a folder and those above it, as far as they are missing.
   *
   * @return the folder
   * @throws IOException when that fails, or a file is in the way
   */
  public static Path folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    @Nullable Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      folder(parent);
    }
    try {
      Files.createDirectory(folder, permissions(folder, "rwx------"));
      narrow(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) { // else another process was faster
        throw e;
      }
    }
    return folder;
  }

  /**
   * Makes an empty file, and its folder, unless it exists: for whoever writes to it by other means.
   *
   * @return the file
   */
  public static Path file(Path file) throws IOException {
    folder(folderOf(file));
    if (!Files.exists(file)) {
      try {
        Files.createFile(file, permissions(file, "rw-------"));
        narrow(file);
      } catch (FileAlreadyExistsException e) {
        return file; // another process was faster
      }
    }
    return file;
  }

  /** The same as {@link #write(Path, byte[])}, in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Replaces a file's content, or makes the file and its folder. Readers, and whoever comes after a
   * crash, see the old content or the new one, never a part. The file is its owner's alone
   * afterwards, whatever it was before. A symbolic link stays one: what it points to is replaced.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
    Path folder = folder(folderOf(target));
    Path draft =
        Files.createTempFile(
            folder, target.getFileName() + ".", ".tmp", permissions(folder, "rw-------"));
    try {
      narrow(draft);
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true); // or a crash may leave an empty file under the final name
      }
      replace(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * How others than its owner can get at a file, and what to do about it, as the rest of a sentence
   * that starts with the file; empty: they cannot, or the system does not tell.
   */
  public static Optional<String> exposure(Path file) throws IOException {
    if (!posix(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.stream().anyMatch(OTHERS::contains)
        ? Optional.of(
            "can be read or changed by other users of this machine ("
                + PosixFilePermissions.toString(permissions)
                + "); run `chmod 600 "
                + quoted(file)
                + "`")
        : Optional.empty();
  }

  /** The same, or why that cannot be told. */
  public static Optional<String> trouble(Path file) {
    try {
      return exposure(file);
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e);
    }
  }

  private static String quoted(Path file) {
    String path = file.toString();
    return path.matches("[\\w./~+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private static Path folderOf(Path file) {
    @Nullable Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is no file in a folder");
    }
    return folder;
  }

  private static void replace(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Leaves the owner alone on the access list, where there is one. */
  private static void narrow(Path path) throws IOException {
    @Nullable AclFileAttributeView list =
        Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (list != null && !posix(path)) {
      list.setAcl(
          List.of(
              AclEntry.newBuilder()
                  .setType(AclEntryType.ALLOW)
                  .setPrincipal(list.getOwner())
                  .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                  .build()));
    }
  }
}
