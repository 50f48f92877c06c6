package dev.runnel.history;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log, open: to list, search, show and delete. Other processes may write it at the same time.
 * Its methods wait for the disk; they throw {@link HistoryException}. Safe to use from any thread.
 *
 * <p>Exchanges are written by a {@link ConversationWriter}, beside the answers they log.
 */
public final class ConversationLog implements AutoCloseable {
  /** How long another process's write is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path file;
  private final Database database;

  private ConversationLog(Path file, Database database) {
    this.file = file;
    this.database = database;
  }

  /**
   * Opens the log, and makes it where there is none: the file and missing folders above it, for
   * their owner only. A file of an earlier version is brought to this one. What a process that died
   * had left running is interrupted from now on.
   *
   * @throws HistoryException when the file cannot be used, which says why
   */
  public static ConversationLog open(Path file) {
    requireNonNull(file, "file is null");
    ConversationLog log = new ConversationLog(file, Database.open(file, PATIENCE));
    try {
      log.interruptOrphans();
      return log;
    } catch (RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  /** Opens the log if there is one. */
  public static Optional<ConversationLog> openIfThere(Path file) {
    return Files.exists(file) ? Optional.of(open(file)) : Optional.empty();
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /**
   * The conversations, the one that was used last first.
   *
   * @param most how many at most
   */
  public List<ConversationSummary> list(int most) {
    return database.read(
        sql ->
            sql.rows(
                """
                SELECT last.conversation_id, last.started_at, all_of.exchanges, last.endpoint,
                  last.model, last.stand_in, last.state,
                  (SELECT substr(parts.text, 1, 200)
                   FROM exchanges AS one
                   JOIN messages ON messages.exchange_id = one.id AND messages.role = 'user'
                   JOIN parts ON parts.message_id = messages.id AND parts.kind = 'text'
                   WHERE one.conversation_id = last.conversation_id
                   ORDER BY one.id, messages.position, parts.position LIMIT 1) AS opening
                FROM (SELECT max(id) AS id, count(*) AS exchanges
                      FROM exchanges GROUP BY conversation_id) AS all_of
                JOIN exchanges AS last ON last.id = all_of.id
                ORDER BY last.started_at DESC, last.id DESC LIMIT ?""",
                ConversationLog::summary,
                most));
  }

  /** The ids that begin so, the latest first; letters that are easily mistaken are taken as one. */
  public List<String> idsThatBegin(String typed, int most) {
    String prefix = Ids.read(typed);
    return database.read(
        sql ->
            sql.rows(
                "SELECT id FROM conversations WHERE substr(id, 1, ?) = ? ORDER BY id DESC LIMIT ?",
                row -> row.getString(1),
                prefix.length(),
                prefix,
                most));
  }

  /** The conversation that was used last. */
  public Optional<Conversation> latest() {
    return latest(
        "SELECT conversation_id FROM exchanges ORDER BY started_at DESC, id DESC LIMIT 1");
  }

  /**
   * The conversation that was used last with this stand-in, see {@link ExchangeStart#standIn}.
   *
   * @param standIn empty: the one with the services themselves
   */
  public Optional<Conversation> latestWith(Optional<String> standIn) {
    return latest(
        "SELECT conversation_id FROM exchanges WHERE stand_in IS ?"
            + " ORDER BY started_at DESC, id DESC LIMIT 1",
        standIn.orElse(null));
  }

  private Optional<Conversation> latest(String query, @Nullable Object... values) {
    return database.read(
        sql -> {
          Optional<String> id = sql.row(query, row -> row.getString(1), values);
          return id.isPresent() ? new ConversationRows(sql).read(id.get()) : Optional.empty();
        });
  }

  /**
   * A conversation with all that was said.
   *
   * @param id the whole id
   */
  public Optional<Conversation> conversation(String id) {
    return database.read(sql -> new ConversationRows(sql).read(id));
  }

  /**
   * Where all of these words were said, the latest first. Case and accents do not count. Where no
   * text has the words as such, texts that have them as parts of words are found.
   *
   * @param most how many places at most
   */
  public List<SearchHit> search(List<String> words, int most) {
    return database.read(sql -> new Search(sql).words(words, most));
  }

  /**
   * Where this is found.
   *
   * @param query in the language of SQLite's FTS5: {@code "a phrase" OR NEAR(two words) NOT thi*}
   * @param most how many places at most
   * @throws HistoryException of kind {@link HistoryException.Kind#SEARCH_SYNTAX}
   */
  public List<SearchHit> searchRaw(String query, int most) {
    return database.read(sql -> new Search(sql).raw(query, most));
  }

  /**
   * Deletes a conversation. What was said is overwritten, in the search index too.
   *
   * @return whether it was there
   */
  public boolean delete(String id) {
    return deleted("DELETE FROM conversations WHERE id = ?", id) > 0;
  }

  /**
   * Deletes the conversations whose last exchange began before.
   *
   * @return how many
   */
  public int deleteBefore(Instant time) {
    return deleted(
        "DELETE FROM conversations WHERE NOT EXISTS (SELECT 1 FROM exchanges"
            + " WHERE conversation_id = conversations.id AND started_at >= ?)",
        time.toEpochMilli());
  }

  /**
   * Deletes all conversations.
   *
   * @return how many
   */
  public int deleteAll() {
    return deleted("DELETE FROM conversations");
  }

  private int deleted(String statement, Object... values) {
    int count = database.write(sql -> sql.update(statement, values));
    if (count > 0) {
      try {
        // What was deleted stands in the write-ahead log until that is emptied.
        database.alone("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch (HistoryException e) {
        return count; // another process reads; it is emptied later
      }
    }
    return count;
  }

  /**
   * Writes an exchange as it stands now.
   *
   * @return whether it is still there; somebody may have deleted it
   */
  boolean write(Database.Work<Boolean> work) {
    return database.write(work);
  }

  private void interruptOrphans() {
    List<String> running =
        database.read(
            sql ->
                sql
                    .rows(
                        "SELECT id, writer_pid, writer_started_at, writer_boot FROM exchanges"
                            + " WHERE state = 'running'",
                        ConversationLog::orphan)
                    .stream()
                    .flatMap(Optional::stream)
                    .toList());
    if (running.isEmpty()) {
      return;
    }
    database.write(
        sql -> {
          for (String id : running) {
            sql.update(
                "UPDATE exchanges SET state = 'interrupted' WHERE id = ? AND state = 'running'",
                id);
            sql.update(
                "UPDATE parts SET searchable = 1 WHERE kind = 'text' AND searchable = 0"
                    + " AND message_id IN (SELECT id FROM messages WHERE exchange_id = ?)",
                id);
          }
          return true;
        });
  }

  private static Optional<String> orphan(ResultSet row) throws SQLException {
    WritingProcess writer =
        new WritingProcess(
            row.getLong("writer_pid"),
            row.getLong("writer_started_at"),
            row.getString("writer_boot"));
    return writer.alive() ? Optional.empty() : Optional.of(row.getString("id"));
  }

  private static ConversationSummary summary(ResultSet row) throws SQLException {
    @Nullable String opening = row.getString("opening");
    return new ConversationSummary(
        row.getString("conversation_id"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        row.getInt("exchanges"),
        row.getString("endpoint"),
        Optional.ofNullable(row.getString("model")),
        Optional.ofNullable(row.getString("stand_in")),
        ExchangeState.ofWireName(row.getString("state")),
        opening == null ? "" : opening);
  }

  @Override
  public void close() {
    database.close();
  }
}
