package dev.runnel.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;
import java.util.Optional;

/** The named events in which a message is streamed: blocks, one after the other. */
final class MessageEvents implements AnswerWriter {
  private enum Block {
    NONE,
    TEXT,
    THINKING,
    TOOL
  }

  private static final byte[] NO_MORE = "\"}}\n\n".getBytes(UTF_8);

  private final Asked asked;
  private final AnswerLabel label;
  private final StreamBytes out = new StreamBytes();
  private final ToolBlocks calls = new ToolBlocks(new ToolWriter());
  private Usage usage = Usage.ABSENT;
  private Block open = Block.NONE;
  private int index = -1;

  /** What comes before each piece of the block that is open. */
  private byte[] deltaHead = {};

  MessageEvents(Asked asked, AnswerLabel label) {
    this.asked = asked;
    this.label = label;
  }

  @Override
  public void known(Usage counted) {
    usage = counted;
  }

  @Override
  public byte[] start() {
    MessageWords.begin(event("message_start").text(",\"message\":{"), label)
        .text("\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":");
    MessageWords.usage(out, usage);
    return out.text("}}\n\n").take();
  }

  @Override
  public byte[] event(ChatEvent event) {
    return event.accept(kinds).take();
  }

  private final ChatEvent.Visitor<StreamBytes> kinds =
      new ChatEvent.Visitor<>() {
        @Override
        public StreamBytes token(ChatEvent.Token token) {
          return piece(Block.TEXT, token.text());
        }

        @Override
        public StreamBytes reasoning(ChatEvent.Reasoning reasoning) {
          return piece(Block.THINKING, reasoning.text());
        }

        @Override
        public StreamBytes signature(ChatEvent.ReasoningSignature signature) {
          return sign(signature.signature());
        }

        @Override
        public StreamBytes toolCall(ChatEvent.ToolCallDelta delta) {
          if (open != Block.TOOL) {
            close();
          }
          calls.take(delta);
          return out;
        }

        @Override
        public StreamBytes unknown(ChatEvent event) {
          return out; // usage is told at the end
        }
      };

  private StreamBytes piece(Block kind, String text) {
    if (open != kind) {
      close();
      if (kind == Block.TEXT) {
        open(kind, "{\"type\":\"text\",\"text\":\"\"}", "text_delta", "text");
      } else {
        open(
            kind,
            "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
            "thinking_delta",
            "thinking");
      }
    }
    return out.bytes(deltaHead).escaped(text).bytes(NO_MORE);
  }

  /** What signs a thought ends it; what signs none is a thought that nobody can read. */
  private StreamBytes sign(String signature) {
    if (open == Block.THINKING) {
      out.bytes(deltaHead("signature_delta", "signature")).escaped(signature).bytes(NO_MORE);
      close();
      return out;
    }
    close();
    begin().text("{\"type\":\"redacted_thinking\",\"data\":").quoted(signature).text("}}\n\n");
    stop();
    return out;
  }

  // ---- blocks

  private void open(Block kind, String block, String delta, String member) {
    begin().text(block).text("}\n\n");
    open = kind;
    deltaHead = deltaHead(delta, member);
  }

  private StreamBytes begin() {
    index++;
    return event("content_block_start")
        .text(",\"index\":")
        .number(index)
        .text(",\"content_block\":");
  }

  private byte[] deltaHead(String type, String member) {
    return new StreamBytes()
        .text("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":")
        .number(index)
        .text(",\"delta\":{\"type\":\"" + type + "\",\"" + member + "\":\"")
        .take();
  }

  private void close() {
    if (open == Block.TOOL) {
      calls.end();
    } else if (open != Block.NONE) {
      stop();
    }
    open = Block.NONE;
  }

  private void stop() {
    event("content_block_stop").text(",\"index\":").number(index).text("}\n\n");
  }

  private StreamBytes event(String name) {
    return out.text("event: " + name + "\ndata: {\"type\":\"" + name + "\"");
  }

  private final class ToolWriter implements ToolBlocks.Listener {
    @Override
    public void begin(int number, Optional<String> id, String name) {
      MessageEvents.this
          .begin()
          .text("{\"type\":\"tool_use\",\"id\":")
          .quoted(id.orElseGet(() -> MessageWords.callId(label, number)))
          .text(",\"name\":")
          .quoted(name)
          .text(",\"input\":{}}}\n\n");
      open = Block.TOOL;
      deltaHead = deltaHead("input_json_delta", "partial_json");
    }

    @Override
    public void piece(String json) {
      out.bytes(deltaHead).escaped(json).bytes(NO_MORE);
    }

    @Override
    public void end() {
      stop();
    }
  }

  // ---- the end

  @Override
  public byte[] end(Outcome.Completed outcome) {
    close();
    StopReason reason = StopReason.of(outcome.finishReason(), calls.any(), asked.request());
    event("message_delta").text(",\"delta\":{");
    reason.write(out).text("},\"usage\":");
    MessageWords.usage(out, outcome.usage()).text("}\n\n");
    return event("message_stop").text("}\n\n").take();
  }

  @Override
  public byte[] failure(Trouble trouble) {
    out.text("event: error\ndata: ");
    return ErrorWords.write(out, trouble, "req_" + label.id()).text("\n\n").take();
  }
}
