package dev.runnel.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;
import java.util.HashSet;
import java.util.Set;

/**
 * One answer as chunks. What all have in common is made once; a token costs its escaping and one
 * copy.
 */
final class Chunks implements AnswerWriter {
  private static final byte[] EVENT_END = "\n\n".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);
  private static final byte[] NOTHING = new byte[0];

  private final StreamBytes out = new StreamBytes();
  private final boolean usageWanted;
  private final String label;
  private final byte[] head; // up to the choices
  private final byte[] delta; // into the delta
  private final byte[] deltaEnd; // out of it
  private final byte[] content;
  private final byte[] reasoning;
  private final byte[] textEnd;

  private final Set<Integer> calls = new HashSet<>();
  private final StringBuilder unsigned = new StringBuilder();
  private final Kinds kinds = new Kinds();

  Chunks(AnswerLabel label, boolean usageWanted) {
    this.usageWanted = usageWanted;
    this.label = label.id();
    out.text("data: ");
    Envelope.open(out, "chat.completion.chunk", label);
    head = out.take();
    delta = out.bytes(head).text(",\"choices\":[{\"index\":0,\"delta\":{").take();
    content = out.bytes(delta).text("\"content\":\"").take();
    reasoning = out.bytes(delta).text("\"reasoning_content\":\"").take();
    // Where the usage is to be told, every chunk before says that it is not known yet.
    String end = "},\"finish_reason\":null}]" + (usageWanted ? ",\"usage\":null}" : "}") + "\n\n";
    deltaEnd = end.getBytes(UTF_8);
    textEnd = ("\"" + end).getBytes(UTF_8);
  }

  @Override
  public byte[] start() {
    return out.bytes(delta).text("\"role\":\"assistant\",\"content\":\"\"").bytes(deltaEnd).take();
  }

  @Override
  public byte[] event(ChatEvent event) {
    return event.accept(kinds);
  }

  @Override
  public byte[] end(Outcome.Completed outcome) {
    out.bytes(head)
        .text(",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":")
        .quoted(FinishWord.of(outcome.finishReason(), !calls.isEmpty()))
        .text(usageWanted ? "}],\"usage\":null}" : "}]}")
        .bytes(EVENT_END);
    if (usageWanted && UsageJson.known(outcome.usage())) {
      out.bytes(head).text(",\"choices\":[],\"usage\":");
      UsageJson.write(out, outcome.usage());
      out.text("}").bytes(EVENT_END);
    }
    return out.bytes(DONE).take();
  }

  @Override
  public byte[] failure(Trouble trouble) {
    out.text("data: ");
    ErrorJson.write(out, trouble);
    return out.bytes(EVENT_END).take();
  }

  private final class Kinds implements ChatEvent.Visitor<byte[]> {
    @Override
    public byte[] token(ChatEvent.Token token) {
      unsigned.setLength(0);
      return out.bytes(content).escaped(token.text()).bytes(textEnd).take();
    }

    @Override
    public byte[] reasoning(ChatEvent.Reasoning thought) {
      unsigned.append(thought.text());
      return out.bytes(reasoning).escaped(thought.text()).bytes(textEnd).take();
    }

    /** With what it signs, so that a client has in one piece what it has to give back. */
    @Override
    public byte[] signature(ChatEvent.ReasoningSignature signed) {
      out.bytes(delta).text("\"reasoning_details\":[");
      ReasoningJson.write(out, unsigned.toString(), signed.signature());
      unsigned.setLength(0);
      return out.text("]").bytes(deltaEnd).take();
    }

    @Override
    public byte[] toolCall(ChatEvent.ToolCallDelta call) {
      unsigned.setLength(0);
      out.bytes(delta).text("\"tool_calls\":[{\"index\":").number(call.index());
      if (calls.add(call.index())) {
        out.text(",\"id\":")
            .quoted(
                call.id()
                    .filter(id -> !id.isEmpty())
                    .orElseGet(() -> "call_" + label + "_" + call.index()))
            .text(",\"type\":\"function\",\"function\":{\"name\":")
            .quoted(call.name().orElse(""))
            .text(",");
      } else {
        out.text(",\"function\":{");
      }
      out.text("\"arguments\":").quoted(call.arguments());
      return out.text("}}]").bytes(deltaEnd).take();
    }

    @Override
    public byte[] unknown(ChatEvent event) {
      return NOTHING;
    }
  }
}
