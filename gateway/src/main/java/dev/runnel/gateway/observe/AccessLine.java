package dev.runnel.gateway.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.gateway.report.Ending;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.gateway.report.Said;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request as one line of JSON, in ASCII: whatever a client wrote, no terminal and no reader of
 * lines takes it for anything but text.
 */
final class AccessLine {
  /** What a client chose freely is cut here. */
  private static final int LONGEST = 256;

  private static final JsonFactory JSON =
      JsonFactory.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, true).build();

  static {
    JSON.setCharacterEscapes(new Delete());
  }

  private AccessLine() {}

  /** With its line's end. */
  static String of(RequestReport report) {
    return line(json -> write(json, report));
  }

  /** Says that lines are missing before this one. */
  static String dropped(long lines) {
    return line(json -> json.writeNumberField("dropped_lines", lines));
  }

  @FunctionalInterface
  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String line(Fields fields) {
    StringWriter text = new StringWriter(400);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string cannot be written to", e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, RequestReport report) throws IOException {
    json.writeStringField("time", report.began().toString());
    json.writeStringField("id", report.id());
    json.writeStringField("address", report.client().address());
    json.writeStringField("method", cut(report.client().method()));
    json.writeStringField("path", cut(report.client().path()));
    optional(json, "form", report.client().form());
    optional(json, "key", report.client().key());
    optional(json, "model", report.client().model());
    json.writeBooleanField("stream", report.client().streaming());
    if (report.status().isPresent()) {
      json.writeNumberField("status", report.status().getAsInt());
    }
    json.writeStringField("ending", report.ending().code());
    optional(json, "reason", report.reason());
    if (report.served().isPresent()) {
      json.writeStringField("provider", ProviderNames.of(report.served().get().endpoint()));
      json.writeStringField("endpoint", report.served().get().endpoint().id());
      optional(json, "served_model", report.served().get().model());
    }
    json.writeNumberField("attempts", report.tries());
    millis(json, "first_content_ms", report.firstContent().orElse(null));
    millis(json, "duration_ms", report.duration());
    usage(json, report.usage());
    json.writeNumberField("bytes_out", report.bytesOut());
    warnings(json, report);
    if (report.text().isPresent()) {
      said(json, report, report.text().get());
    }
  }

  private static void usage(JsonGenerator json, Usage usage) throws IOException {
    number(json, "input_tokens", usage.inputTokens());
    number(json, "output_tokens", usage.outputTokens());
    number(json, "reasoning_tokens", usage.reasoningTokens());
    number(json, "cache_read_tokens", usage.cachedInputTokens());
    number(json, "cache_write_tokens", usage.cacheWriteInputTokens());
  }

  private static void warnings(JsonGenerator json, RequestReport report) throws IOException {
    if (!report.warnings().isEmpty()) {
      json.writeArrayFieldStart("warnings");
      for (Warning one : report.warnings()) {
        json.writeString(cut(one.message()));
      }
      json.writeEndArray();
    }
  }

  private static void said(JsonGenerator json, RequestReport report, Said said) throws IOException {
    if (report.ending() != Ending.COMPLETED && report.detail().isPresent()) {
      json.writeStringField("detail", report.detail().get());
    }
    if (!said.prompt().isEmpty()) {
      json.writeArrayFieldStart("prompt");
      for (Said.Line message : said.prompt()) {
        json.writeStartObject();
        json.writeStringField("role", message.role());
        json.writeStringField("text", message.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("answer", said.answer());
    }
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, cut(value.get()));
    }
  }

  private static void number(JsonGenerator json, String name, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsLong());
    }
  }

  private static void millis(JsonGenerator json, String name, @Nullable Duration time)
      throws IOException {
    if (time != null) {
      json.writeNumberField(name, Math.round(time.toNanos() / 1e5) / 10.0);
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** JSON leaves the one control character as it is that is within ASCII and above the space. */
  private static final class Delete extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

    Delete() {
      escapes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
