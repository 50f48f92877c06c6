package dev.runnel.history;

import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.api.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Conversations, read from their rows. */
final class ConversationRows {
  /** A message while its parts are read. */
  private record Said(Role role, boolean answer, List<ContentPart> parts) {}

  private final Sql sql;

  ConversationRows(Sql sql) {
    this.sql = sql;
  }

  Optional<Conversation> read(String id) throws SQLException {
    Optional<Long> startedAt =
        sql.row("SELECT started_at FROM conversations WHERE id = ?", row -> row.getLong(1), id);
    if (startedAt.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<Said>> said = said(id);
    List<LoggedExchange> exchanges =
        sql.rows(
            "SELECT * FROM exchanges WHERE conversation_id = ? ORDER BY id",
            row -> exchange(row, said.getOrDefault(row.getString("id"), List.of())),
            id);
    return exchanges.isEmpty()
        ? Optional.empty()
        : Optional.of(new Conversation(id, Instant.ofEpochMilli(startedAt.get()), exchanges));
  }

  private Map<String, List<Said>> said(String conversation) throws SQLException {
    Map<Long, Said> messages = new LinkedHashMap<>();
    Map<String, List<Said>> byExchange = new LinkedHashMap<>();
    sql.rows(
        "SELECT exchanges.id AS exchange_id, messages.id AS message_id, messages.role,"
            + " messages.answer, "
            + PartRows.COLUMNS
            + " FROM exchanges JOIN messages ON messages.exchange_id = exchanges.id"
            + " LEFT JOIN parts ON parts.message_id = messages.id"
            + " WHERE exchanges.conversation_id = ?"
            + " ORDER BY exchanges.id, messages.position, parts.position",
        row -> {
          long message = row.getLong("message_id");
          @Nullable Said one = messages.get(message);
          if (one == null) {
            one =
                new Said(role(row.getString("role")), row.getInt("answer") != 0, new ArrayList<>());
            messages.put(message, one);
            byExchange
                .computeIfAbsent(row.getString("exchange_id"), any -> new ArrayList<>())
                .add(one);
          }
          return row.getString("kind") == null || one.parts().add(PartRows.read(row));
        },
        conversation);
    return byExchange;
  }

  private static LoggedExchange exchange(ResultSet row, List<Said> said) throws SQLException {
    Instant startedAt = Instant.ofEpochMilli(row.getLong("started_at"));
    ExchangeStart start =
        new ExchangeStart(
            row.getString("conversation_id"),
            text(row, "parent_id"),
            said.stream()
                .filter(one -> !one.answer())
                .map(one -> new Message(one.role(), one.parts()))
                .toList(),
            new ExchangeStart.Asked(text(row, "asked_endpoint"), text(row, "asked_model")),
            new ExchangeStart.Served(
                row.getString("endpoint"), row.getString("provider"), text(row, "model")),
            text(row, "stand_in"),
            number(row, "temperature").isPresent()
                ? OptionalDouble.of(row.getDouble("temperature"))
                : OptionalDouble.empty(),
            number(row, "max_tokens").isPresent()
                ? OptionalInt.of(row.getInt("max_tokens"))
                : OptionalInt.empty());
    return new LoggedExchange(
        row.getString("id"),
        start,
        ExchangeState.ofWireName(row.getString("state")),
        text(row, "served_model"),
        startedAt,
        since(startedAt, row, "first_content_at"),
        since(startedAt, row, "ended_at"),
        said.stream().filter(Said::answer).flatMap(one -> one.parts().stream()).toList(),
        finishReason(row),
        usage(row),
        problem(row));
  }

  private static Usage usage(ResultSet row) throws SQLException {
    return new Usage(
        text(row, "usage_source")
            .map(name -> known(Usage.Source.class, name, Usage.Source.REPORTED))
            .orElse(Usage.Source.ABSENT),
        number(row, "input_tokens"),
        number(row, "output_tokens"),
        number(row, "cached_input_tokens"),
        number(row, "cache_write_input_tokens"),
        number(row, "reasoning_tokens"));
  }

  private static Optional<FinishReason> finishReason(ResultSet row) throws SQLException {
    Optional<String> wireName = text(row, "finish_reason_wire");
    return text(row, "finish_reason")
        .map(name -> known(FinishReason.Kind.class, name, FinishReason.Kind.OTHER))
        .map(kind -> new FinishReason(kind, wireName));
  }

  private static Optional<LoggedExchange.Problem> problem(ResultSet row) throws SQLException {
    String message = text(row, "error").orElse("");
    return text(row, "error_kind").map(kind -> new LoggedExchange.Problem(kind, message));
  }

  // A later program may know more kinds without having changed the file's version.
  private static <E extends Enum<E>> E known(Class<E> kinds, String name, E otherwise) {
    return Arrays.stream(kinds.getEnumConstants())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(otherwise);
  }

  private static Optional<Duration> since(Instant start, ResultSet row, String column)
      throws SQLException {
    OptionalLong at = number(row, column);
    return at.isPresent()
        ? Optional.of(Duration.between(start, Instant.ofEpochMilli(at.getAsLong())))
        : Optional.empty();
  }

  private static Role role(String name) {
    return Role.ofWireName(name).orElse(Role.USER);
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
