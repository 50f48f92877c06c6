package dev.runnel.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the file, as the steps that lead to it: {@code schema-1.sql} makes a new file, each
 * further one turns a file of the version before into its own. A step that was released is never
 * changed. The file's {@code user_version} says how many were taken.
 */
final class Schema {
  /** The version that this program reads and writes. */
  static final int VERSION = 2;

  // "rnnl", so that `file` and others can tell the file from other SQLite files.
  private static final int APPLICATION_ID = 0x726e6e6c;

  private Schema() {}

  /** The version of a file; 0: it is empty. */
  static int versionOf(Sql sql) throws SQLException {
    return sql.row("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
  }

  /**
   * Refuses a file of a newer version, and one that is somebody else's.
   *
   * @return whether steps are due
   */
  static boolean check(Sql sql, Path file) throws SQLException {
    int version = versionOf(sql);
    if (version > VERSION) {
      throw new HistoryException(
          HistoryException.Kind.NEWER,
          "The log of conversations, "
              + file
              + ", was written by a newer runnel (its version is "
              + version
              + ", this program knows "
              + VERSION
              + "). Use that runnel, or move the file away and a new one is begun.");
    }
    boolean foreign =
        version == 0
            && sql.row("SELECT 1 FROM sqlite_master LIMIT 1", row -> row.getInt(1)).isPresent();
    if (foreign) {
      throw new HistoryException(
          HistoryException.Kind.DAMAGED,
          "The file "
              + file
              + " is a database, but no log of conversations. Move it away and a new one is begun.");
    }
    return version < VERSION;
  }

  /** Takes the steps that are due; within a transaction, in which nobody else can take them. */
  static void migrate(Sql sql) throws SQLException {
    for (int version = versionOf(sql) + 1; version <= VERSION; version++) {
      sql.script(step(version));
      // No transaction is left by these two, which take no values.
      sql.script("PRAGMA user_version = " + version);
      sql.script("PRAGMA application_id = " + APPLICATION_ID);
    }
  }

  private static String step(int version) {
    String name = "schema-" + version + ".sql";
    try (@Nullable InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + name + " cannot be read", e);
    }
  }
}
