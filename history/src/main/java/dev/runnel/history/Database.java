package dev.runnel.history;

import dev.runnel.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file, open: private, of this program's version, in write-ahead mode, where readers and one
 * writer do not wait for each other and a process that dies leaves a whole file. Safe to use from
 * any thread, by one at a time.
 */
final class Database implements AutoCloseable {
  /** Work in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Sql sql) throws SQLException;
  }

  private static final long TURN_NANOS = 5_000_000;

  private final Path file;
  private final Connection connection;
  private final Sql sql;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    sql = new Sql(connection);
  }

  /**
   * Opens the file, makes it where there is none, and brings it to this program's version.
   *
   * @param patience how long another process's write is waited for
   */
  static Database open(Path file, Duration patience) {
    try {
      PrivateFile.ensure(file);
    } catch (IOException e) {
      throw new HistoryException(
          Kind.UNAVAILABLE, "The log of conversations cannot be made: " + inWords(e, file), e);
    }
    Database database;
    try {
      SqliteLibrary.keepIn(PrivateFile.folder(file.toAbsolutePath().getParent()));
      database = new Database(file, config(patience).createConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw failure(e, file);
    } catch (IOException | LinkageError e) {
      throw new HistoryException(Kind.UNAVAILABLE, "SQLite cannot be used on this system: " + e, e);
    }
    try {
      database.prepare(System.nanoTime() + patience.toNanos());
      return database;
    } catch (SQLException e) {
      database.closeQuietly();
      throw failure(e, file);
    } catch (RuntimeException | Error e) {
      database.closeQuietly();
      throw e;
    }
  }

  /** Reads one state of the file, whatever others write meanwhile. */
  <T> T read(Work<T> work) {
    return transaction("BEGIN", work);
  }

  /** Writes all or nothing. */
  <T> T write(Work<T> work) {
    return transaction("BEGIN IMMEDIATE", work);
  }

  /** Runs what takes no transaction. */
  synchronized void alone(String statement) {
    try {
      sql.script(statement);
    } catch (SQLException e) {
      throw failure(e, file);
    }
  }

  @Override
  public synchronized void close() {
    closeQuietly();
  }

  private synchronized <T> T transaction(String begin, Work<T> work) {
    try {
      return within(begin, work);
    } catch (SQLException e) {
      throw failure(e, file);
    }
  }

  private <T> T within(String begin, Work<T> work) throws SQLException {
    sql.script(begin);
    boolean done = false;
    try {
      T result = work.in(sql);
      sql.script("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      sql.script("ROLLBACK");
    } catch (SQLException e) {
      return; // SQLite has done it already, as after a full disk
    }
  }

  // Turning on write-ahead mode needs the file for itself and does not always wait for it.
  private void prepare(long deadline) throws SQLException {
    while (true) {
      try {
        // One state of the file: another process may be making it between two questions.
        if (within("BEGIN", one -> Schema.check(one, file))) {
          sql.row("PRAGMA journal_mode = WAL", row -> row.getString(1));
          within(
              "BEGIN IMMEDIATE",
              locked -> {
                Schema.check(locked, file);
                Schema.migrate(locked);
                return true;
              });
        }
        return;
      } catch (SQLException e) {
        if (kind(e) != Kind.BUSY || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TURN_NANOS);
      }
    }
  }

  private static SQLiteConfig config(Duration patience) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setJournalSizeLimit(1 << 20);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static HistoryException failure(SQLException e, Path file) {
    Kind kind = kind(e);
    String log = "The log of conversations, " + file + ", ";
    return new HistoryException(
        kind,
        switch (kind) {
          case DAMAGED ->
              log
                  + "is damaged or no SQLite file. Move it away and a new one is begun: mv "
                  + file
                  + " "
                  + file
                  + ".damaged";
          case BUSY -> log + "is held by another process. Try again.";
          default -> log + "cannot be used: " + e.getMessage();
        },
        e);
  }

  private static Kind kind(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return Kind.UNAVAILABLE;
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    // The low byte is the code, the rest its detail.
    return switch (code.code & 0xff) {
      case 5, 6 -> Kind.BUSY;
      case 11, 26 -> Kind.DAMAGED;
      default -> Kind.UNAVAILABLE;
    };
  }

  private static String inWords(IOException e, Path file) {
    return e.getMessage() == null || e.getMessage().equals(file.toString())
        ? e.getClass().getSimpleName() + ": " + file
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private void closeQuietly() {
    try {
      connection.close();
    } catch (SQLException e) {
      return; // every transaction is ended; there is nothing to lose
    }
  }
}
