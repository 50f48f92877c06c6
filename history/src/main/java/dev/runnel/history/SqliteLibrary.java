package dev.runnel.history;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Keeps SQLite's native library in a folder of its own. Left to itself, the driver unpacks it into
 * the folder of temporary files for each process, which takes longer (50 ms, measured), and leaves
 * it there when the process is halted.
 */
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";

  private SqliteLibrary() {}

  /**
   * Unpacks the library below this folder unless it is there, and tells the driver. Where that
   * cannot be done, or somebody has told the driver otherwise, the driver goes its own way.
   */
  static synchronized void keepIn(Path folder) {
    if (System.getProperty(PATH) != null || System.getProperty("org.sqlite.tmpdir") != null) {
      return;
    }
    String system = OSInfo.getNativeLibFolderPathForCurrentOS();
    String name = System.mapLibraryName("sqlitejdbc");
    @Nullable URL packed =
        SQLiteJDBCLoader.class.getResource("/org/sqlite/native/" + system + "/" + name);
    if (packed == null) {
      return;
    }
    Path home =
        folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + system.replace('/', '-'));
    try {
      unpack(packed, home.resolve(name));
    } catch (IOException e) {
      return;
    }
    System.setProperty(PATH, home.toString());
    System.setProperty(NAME, name);
  }

  private static void unpack(URL packed, Path library) throws IOException {
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      long size = connection.getContentLengthLong();
      if (Files.exists(library) && Files.size(library) == size) {
        return;
      }
      Path folder = PrivateFile.folder(library.toAbsolutePath().getParent());
      // Another process may do the same now; each moves a whole file into place.
      Path unpacked = Files.createTempFile(folder, "unpacking", ".tmp");
      try {
        Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unpacked);
      }
    }
  }
}
