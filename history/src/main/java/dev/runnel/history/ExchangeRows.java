package dev.runnel.history;

import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.api.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Exchanges, written as rows: begun once, then brought up to date until they have ended. */
final class ExchangeRows {
  private final Sql sql;

  ExchangeRows(Sql sql) {
    this.sql = sql;
  }

  void begin(String id, ExchangeStart start, Instant at, WritingProcess writer)
      throws SQLException {
    sql.update(
        "INSERT INTO conversations (id, started_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        start.conversation(),
        at.toEpochMilli());
    sql.update(
        "INSERT INTO exchanges (id, conversation_id, parent_id, state, started_at, stand_in,"
            + " asked_endpoint, asked_model, endpoint, provider, model, temperature, max_tokens,"
            + " writer_pid, writer_started_at, writer_boot)"
            + " VALUES (?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        start.conversation(),
        orNull(start.parent()),
        at.toEpochMilli(),
        orNull(start.standIn()),
        orNull(start.asked().endpoint()),
        orNull(start.asked().model()),
        start.chosen().endpoint(),
        start.chosen().provider(),
        orNull(start.chosen().model()),
        start.temperature().isPresent() ? start.temperature().getAsDouble() : null,
        start.maxTokens().isPresent() ? start.maxTokens().getAsInt() : null,
        writer.pid(),
        writer.startedAt(),
        writer.boot());
    int position = 0;
    for (Message message : start.added()) {
      long row = message(id, position++, message.role(), false);
      for (int i = 0; i < message.parts().size(); i++) {
        PartRows.write(sql, row, i, message.parts().get(i), true);
      }
    }
  }

  /**
   * Writes what is new of an answer.
   *
   * @param written what of it was written before
   * @return whether the exchange is still there; somebody may have deleted it
   */
  boolean update(String id, Progress progress, List<ContentPart> written) throws SQLException {
    boolean ended = progress.end().isPresent();
    int rows =
        progress.end().isPresent()
            ? end(id, progress, progress.end().get())
            : sql.update(
                "UPDATE exchanges SET state = 'running', first_content_at = ? WHERE id = ?",
                millis(progress.firstContentAt()),
                id);
    if (rows == 0) {
      return false;
    }
    List<ContentPart> answer = progress.answer();
    if (!answer.isEmpty()) {
      long row = answerRow(id);
      for (int i = 0; i < answer.size(); i++) {
        if (ended || i >= written.size() || !written.get(i).equals(answer.get(i))) {
          PartRows.write(sql, row, i, answer.get(i), ended);
        }
      }
    }
    return true;
  }

  private int end(String id, Progress progress, Progress.End end) throws SQLException {
    Optional<FinishReason> reason = end.finishReason();
    Usage usage = end.outcome().usage();
    return sql.update(
        "UPDATE exchanges SET state = ?, first_content_at = ?, ended_at = ?,"
            // The model that was chosen belongs to the endpoint that was.
            + " model = CASE WHEN endpoint = ? THEN model ELSE ? END, endpoint = ?,"
            + " provider = ?, served_model = ?, finish_reason = ?, finish_reason_wire = ?,"
            + " usage_source = ?, input_tokens = ?, output_tokens = ?, cached_input_tokens = ?,"
            + " cache_write_input_tokens = ?, reasoning_tokens = ?, error_kind = ?, error = ?"
            + " WHERE id = ?",
        end.state().wireName(),
        millis(progress.firstContentAt()),
        end.at().toEpochMilli(),
        end.outcome().report().endpoint(),
        orNull(end.outcome().report().model()),
        end.outcome().report().endpoint(),
        end.outcome().report().provider(),
        orNull(end.outcome().report().model()),
        orNull(reason.map(known -> known.kind().name())),
        orNull(reason.flatMap(FinishReason::wireName)),
        usage.source().name(),
        orNull(usage.inputTokens()),
        orNull(usage.outputTokens()),
        orNull(usage.cachedInputTokens()),
        orNull(usage.cacheWriteInputTokens()),
        orNull(usage.reasoningTokens()),
        orNull(end.problem().map(LoggedExchange.Problem::kind)),
        orNull(end.problem().map(LoggedExchange.Problem::message)),
        id);
  }

  private long answerRow(String exchange) throws SQLException {
    Optional<Long> known =
        sql.row(
            "SELECT id FROM messages WHERE exchange_id = ? AND answer = 1",
            row -> row.getLong(1),
            exchange);
    if (known.isPresent()) {
      return known.get();
    }
    int position =
        sql.row(
                "SELECT count(*) FROM messages WHERE exchange_id = ?",
                row -> row.getInt(1),
                exchange)
            .orElse(0);
    return message(exchange, position, Role.ASSISTANT, true);
  }

  private long message(String exchange, int position, Role role, boolean answer)
      throws SQLException {
    sql.update(
        "INSERT INTO messages (exchange_id, position, role, answer) VALUES (?, ?, ?, ?)",
        exchange,
        position,
        role.wireName(),
        answer ? 1 : 0);
    return sql.row("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  private static @Nullable Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }

  private static @Nullable String orNull(Optional<String> value) {
    return value.orElse(null);
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
