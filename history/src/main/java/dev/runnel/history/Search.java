package dev.runnel.history;

import dev.runnel.api.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Full-text search. */
final class Search {
  private static final String FOUND =
      "SELECT exchanges.conversation_id, exchanges.id, exchanges.started_at, messages.role, ";
  private static final String OF_PART =
      " JOIN messages ON messages.id = parts.message_id"
          + " JOIN exchanges ON exchanges.id = messages.exchange_id WHERE ";
  private static final String LATEST =
      " ORDER BY exchanges.started_at DESC, exchanges.id DESC, messages.position LIMIT ?";
  private static final int AROUND = 40;

  private final Sql sql;

  Search(Sql sql) {
    this.sql = sql;
  }

  /** Texts that have all these words; else those that have them within others. */
  List<SearchHit> words(List<String> words, int most) throws SQLException {
    List<String> wanted = words.stream().filter(word -> !word.isBlank()).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<SearchHit> hits = matching(quoted(wanted), most);
    return hits.isEmpty() ? containing(wanted, most) : hits;
  }

  List<SearchHit> raw(String query, int most) throws SQLException {
    try {
      return matching(query, most);
    } catch (SQLException e) {
      // SQLITE_ERROR, the general one: here it is the query that is wrong.
      if (e.getErrorCode() == 1) {
        throw new HistoryException(
            HistoryException.Kind.SEARCH_SYNTAX,
            "The search '" + query + "' is not in the language of SQLite's FTS5: " + e.getMessage(),
            e);
      }
      throw e;
    }
  }

  /** Each as a string of the search language, in which nothing has a meaning of its own. */
  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> '"' + word.replace("\"", "\"\"").replace('\0', ' ') + '"')
        .collect(Collectors.joining(" "));
  }

  private List<SearchHit> matching(String query, int most) throws SQLException {
    return sql.rows(
        FOUND
            + "snippet(search, 0, char(2), char(3), '…', 24) AS excerpt"
            + " FROM search JOIN parts ON parts.id = search.rowid"
            + OF_PART
            + "search MATCH ?"
            + LATEST,
        row -> hit(row, text(row, "excerpt")),
        query,
        most);
  }

  private List<SearchHit> containing(List<String> words, int most) throws SQLException {
    List<Object> values = new ArrayList<>(words);
    values.add(most);
    return sql.rows(
        FOUND
            + "parts.text FROM parts"
            + OF_PART
            + "parts.searchable = 1"
            + " AND instr(lower(parts.text), lower(?)) > 0".repeat(words.size())
            + LATEST,
        row -> hit(row, excerpt(text(row, "text"), words.get(0))),
        values.toArray());
  }

  private static String excerpt(String text, String word) {
    int found = Math.max(0, text.toLowerCase(Locale.ROOT).indexOf(word.toLowerCase(Locale.ROOT)));
    int end = Math.min(text.length(), found + word.length());
    int first = Math.max(0, found - AROUND);
    int last = Math.min(text.length(), end + AROUND);
    return (first > 0 ? "…" : "")
        + text.substring(first, found)
        + SearchHit.OPEN
        + text.substring(found, end)
        + SearchHit.CLOSE
        + text.substring(end, last)
        + (last < text.length() ? "…" : "");
  }

  private static SearchHit hit(ResultSet row, String excerpt) throws SQLException {
    return new SearchHit(
        row.getString("conversation_id"),
        row.getString("id"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Role.ofWireName(row.getString("role")).orElse(Role.USER),
        excerpt);
  }

  private static String text(ResultSet row, String column) throws SQLException {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }
}
