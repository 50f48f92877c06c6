package dev.runnel.history;

import dev.runnel.api.ContentPart;
import java.time.Instant;
import java.util.List;

/**
 * Brings one exchange's rows up to date, as often as it is told to. What could not be written is
 * written the next time. Used by the writer's thread only.
 */
final class ExchangeSaver {
  private final String id;
  private final ExchangeStart start;
  private final Instant startedAt;
  private final WritingProcess writer;
  private boolean begun;
  private boolean deleted;
  private List<ContentPart> written = List.of();

  ExchangeSaver(String id, ExchangeStart start, Instant startedAt, WritingProcess writer) {
    this.id = id;
    this.start = start;
    this.startedAt = startedAt;
    this.writer = writer;
  }

  /**
   * Writes what is new, in one transaction.
   *
   * @return whether the exchange is in the log; somebody may have deleted it
   */
  boolean save(ConversationLog log, Progress progress) {
    if (deleted) {
      return false;
    }
    boolean there =
        log.write(
            sql -> {
              ExchangeRows rows = new ExchangeRows(sql);
              if (!begun) {
                rows.begin(id, start, startedAt, writer);
              }
              return rows.update(id, progress, written);
            });
    begun = true;
    deleted = !there;
    written = progress.answer();
    return there;
  }
}
