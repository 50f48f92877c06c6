package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The named events in which Anthropic streams a message. */
public final class AnthropicEvents implements Dialect {

  private static final JsonMapper JSON = new JsonMapper();

  private final Supplier<MessageLabel> label;
  private final ErrorForm errors;

  /**
   * @param label asked once for each answer
   */
  public AnthropicEvents(Supplier<MessageLabel> label, ErrorForm errors) {
    this.label = label;
    this.errors = errors;
  }

  @Override
  public String contentType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public boolean wholeDocument() {
    return false;
  }

  @Override
  public ErrorForm errors() {
    return errors;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Events(asked, style, label.get());
  }

  private static final class Events implements Narration {

    private enum Block {
      NONE,
      TEXT,
      THINKING,
      SIGNED_THINKING
    }

    private final Asked asked;
    private final SseStyle style;
    private final MessageLabel label;
    private final StringBuilder thought = new StringBuilder();
    private boolean begun;
    private Block open = Block.NONE;
    private int index = -1;
    private int characters;
    private int thoughtCharacters;
    private @Nullable String stopReason;

    Events(Asked asked, SseStyle style, MessageLabel label) {
      this.asked = asked;
      this.style = style;
      this.label = label;
    }

    @Override
    public byte[] role() {
      return bytes(start());
    }

    private String start() {
      if (begun) {
        return "";
      }
      begun = true;
      return json(
          "{\"type\":\"message_start\",\"message\":{\"id\":"
              + JsonText.quoted(label.id())
              + ",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
              + JsonText.quoted(asked.model())
              + ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":"
              + AnthropicWords.usage(Tokens.of(label.inputTokens(), 1))
              + "}}");
    }

    @Override
    public byte[] token(String text) {
      String before = into(Block.TEXT, "{\"type\":\"text\",\"text\":\"\"}");
      characters += text.length();
      return bytes(before + delta("text_delta", "text", text));
    }

    @Override
    public byte[] nullContent() {
      return token("");
    }

    @Override
    public byte[] refusal(String text) {
      return token(text);
    }

    @Override
    public byte[] reasoning(String text) {
      String before = intoThinking();
      thought.append(text);
      thoughtCharacters += text.length();
      return label.omitsThinking()
          ? bytes(before)
          : bytes(before + delta("thinking_delta", "thinking", text));
    }

    private String intoThinking() {
      return into(Block.THINKING, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
    }

    @Override
    public byte[] signature(String signature) {
      String before = intoThinking();
      open = Block.SIGNED_THINKING;
      return bytes(before + delta("signature_delta", "signature", signature) + close());
    }

    @Override
    public List<byte[]> toolCall(int number, String id, String name, List<String> argumentPieces) {
      List<byte[]> events = new ArrayList<>();
      events.add(
          bytes(
              start()
                  + close()
                  + openBlock(
                      "{\"type\":\"tool_use\",\"id\":"
                          + JsonText.quoted(id)
                          + ",\"name\":"
                          + JsonText.quoted(name)
                          + ",\"input\":{}}")));
      events.add(bytes(delta("input_json_delta", "partial_json", "")));
      for (String piece : argumentPieces) {
        characters += piece.length();
        events.add(bytes(delta("input_json_delta", "partial_json", piece)));
      }
      events.add(bytes(stop()));
      return events;
    }

    @Override
    public byte[] finish(String reason) {
      String before = start() + close();
      stopReason = AnthropicWords.stopReason(reason);
      int reasoning = AnthropicWords.tokens(thoughtCharacters);
      return bytes(
          before
              + messageDelta(
                  Tokens.of(
                          label.inputTokens(),
                          Math.max(1, AnthropicWords.tokens(characters) + reasoning))
                      .reasoning(reasoning)));
    }

    @Override
    public byte[] usage(Tokens tokens) {
      return bytes(start() + close() + messageDelta(tokens));
    }

    private String messageDelta(Tokens tokens) {
      return json(
          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
              + (stopReason == null ? "null" : JsonText.quoted(stopReason))
              + ",\"stop_sequence\":null},\"usage\":"
              + AnthropicWords.usage(tokens)
              + "}");
    }

    @Override
    public byte[] done() {
      return bytes(start() + close() + json("{\"type\":\"message_stop\"}"));
    }

    @Override
    public byte[] error(String json) {
      return bytes(named("error", style.pretty() ? JsonText.pretty(json) : json));
    }

    @Override
    public byte[] event(String payload) {
      return bytes(named(typeOf(payload), payload));
    }

    @Override
    public byte[] event(List<String> lines) {
      return event(String.join("\n", lines));
    }

    @Override
    public byte[] malformed() {
      return bytes(
          start()
              + named(
                  "content_block_delta",
                  "{\"type\":\"content_block_delta\",\"index\":0,"
                      + "\"delta\":{\"type\":\"text_delta\",\"text\":\"oops"));
    }

    @Override
    public byte[] keepAlive() {
      return bytes(json("{\"type\":\"ping\"}"));
    }

    @Override
    public byte[] end() {
      return NOTHING;
    }

    /** What opens such a block where none is open. */
    private String into(Block kind, String block) {
      if (open == kind) {
        return "";
      }
      String before = start() + close();
      open = kind;
      return before + openBlock(block);
    }

    private String openBlock(String block) {
      index++;
      return json(
          "{\"type\":\"content_block_start\",\"index\":"
              + index
              + ",\"content_block\":"
              + block
              + "}");
    }

    /** What closes the block that is open, if one is; a thought is signed first. */
    private String close() {
      Block closed = open;
      open = Block.NONE;
      return switch (closed) {
        case NONE -> "";
        case TEXT -> stop();
        case THINKING -> {
          String signature = AnthropicWords.signature(thought.toString());
          thought.setLength(0);
          yield delta("signature_delta", "signature", signature) + stop();
        }
        case SIGNED_THINKING -> {
          thought.setLength(0);
          yield stop();
        }
      };
    }

    private String stop() {
      return json("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    private String delta(String type, String member, String text) {
      return json(
          "{\"type\":\"content_block_delta\",\"index\":"
              + index
              + ",\"delta\":{\"type\":\""
              + type
              + "\",\""
              + member
              + "\":"
              + JsonText.quoted(text)
              + "}}");
    }

    private String json(String json) {
      return named(typeOf(json), style.pretty() ? JsonText.pretty(json) : json);
    }

    private String named(String name, String data) {
      StringBuilder out = new StringBuilder();
      if (!name.isEmpty()) {
        line(out, "event", name);
      }
      data.lines().forEach(line -> line(out, "data", line));
      return out.append(style.lineEnd()).toString();
    }

    private void line(StringBuilder out, String field, String value) {
      out.append(field).append(style.space() ? ": " : ":").append(value).append(style.lineEnd());
    }

    private static String typeOf(String json) {
      try {
        return JSON.readTree(json).path("type").asText("");
      } catch (JsonProcessingException e) {
        return ""; // then it is an event without a name
      }
    }

    private static byte[] bytes(String text) {
      return text.getBytes(UTF_8);
    }
  }
}
