package dev.runnel.history;

import dev.runnel.api.ContentPart;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Parts of messages, as rows. */
final class PartRows {
  private static final String INSERT =
      "INSERT INTO parts (message_id, position, kind, text, name, reference, data, failed,"
          + " searchable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (message_id, position) DO UPDATE SET kind = excluded.kind,"
          + " text = excluded.text, name = excluded.name, reference = excluded.reference,"
          + " data = excluded.data, failed = excluded.failed, searchable = excluded.searchable";

  static final String COLUMNS =
      "parts.kind, parts.text, parts.name, parts.reference, parts.data, parts.failed";

  /** A row's values. */
  private record Row(
      String kind,
      String text,
      @Nullable String name,
      @Nullable String reference,
      byte @Nullable [] data,
      boolean failed) {
    static Row of(String kind, String text) {
      return new Row(kind, text, null, null, null, false);
    }
  }

  private static final class ToRow implements ContentPart.Visitor<Row> {
    @Override
    public Row text(ContentPart.Text text) {
      return Row.of("text", text.text());
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see that an array in a record may be null
    public Row image(ContentPart.Image image) {
      @Nullable URI url = image.url();
      return new Row(
          "image", "", image.mediaType(), url == null ? null : url.toString(), image.data(), false);
    }

    @Override
    public Row toolCall(ContentPart.ToolCall call) {
      return new Row("tool_call", call.argumentsJson(), call.name(), call.id(), null, false);
    }

    @Override
    public Row toolResult(ContentPart.ToolResult result) {
      return new Row("tool_result", result.content(), null, result.callId(), null, result.failed());
    }

    @Override
    public Row reasoning(ContentPart.Reasoning reasoning) {
      return new Row("reasoning", reasoning.text(), null, reasoning.signature(), null, false);
    }

    @Override
    public Row unknown(ContentPart part) {
      return Row.of("unknown", part.toString());
    }
  }

  private PartRows() {}

  /** Writes a part, in the place of the one that stands there. */
  static void write(Sql sql, long message, int position, ContentPart part, boolean ended)
      throws SQLException {
    Row row = part.accept(new ToRow());
    sql.update(
        INSERT,
        message,
        position,
        row.kind(),
        row.text(),
        row.name(),
        row.reference(),
        row.data(),
        row.failed() ? 1 : 0,
        ended && row.kind().equals("text") ? 1 : 0);
  }

  /** Reads a part by {@link #COLUMNS}. */
  static ContentPart read(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    String text = row.getString("text");
    @Nullable String reference = row.getString("reference");
    return switch (kind) {
      case "image" -> image(row, reference);
      case "tool_call" ->
          new ContentPart.ToolCall(orEmpty(reference), orEmpty(row.getString("name")), text);
      case "tool_result" ->
          new ContentPart.ToolResult(orEmpty(reference), text, row.getInt("failed") != 0);
      case "reasoning" -> new ContentPart.Reasoning(text, reference);
      default -> new ContentPart.Text(text);
    };
  }

  private static ContentPart image(ResultSet row, @Nullable String address) throws SQLException {
    String mediaType = orEmpty(row.getString("name"));
    byte @Nullable [] data = row.getBytes("data");
    return address == null
        ? ContentPart.Image.of(mediaType, data == null ? new byte[0] : data)
        : ContentPart.Image.at(mediaType, URI.create(address));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
