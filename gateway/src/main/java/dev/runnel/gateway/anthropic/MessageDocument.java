package dev.runnel.gateway.anthropic;

import dev.runnel.api.Answer;
import dev.runnel.api.ContentPart;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;
import java.util.Optional;

/** A message as one document. */
final class MessageDocument {
  private final Answer answer;
  private final Asked asked;
  private final AnswerLabel label;
  private final StreamBytes out = new StreamBytes();
  private int blocks;
  private int calls;

  MessageDocument(Answer answer, Asked asked, AnswerLabel label) {
    this.answer = answer;
    this.asked = asked;
    this.label = label;
  }

  byte[] write() {
    MessageWords.begin(out.text("{"), label).text("\"content\":[");
    answer.parts().forEach(this::block);
    out.text("],");
    StopReason.of(answer.finishReason(), calls > 0, asked.request()).write(out);
    return MessageWords.usage(out.text(",\"usage\":"), answer.usage()).text("}").take();
  }

  private void block(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      next().text("\"text\",\"text\":").quoted(text.text()).text("}");
    } else if (part instanceof ContentPart.Reasoning reasoning) {
      thought(reasoning);
    } else if (part instanceof ContentPart.ToolCall call) {
      call(call);
    }
  }

  /** Begins a block, up to its type. */
  private StreamBytes next() {
    return out.text(blocks++ == 0 ? "{\"type\":" : ",{\"type\":");
  }

  private void thought(ContentPart.Reasoning reasoning) {
    String signature = reasoning.signatureIfAny().orElse("");
    if (reasoning.text().isEmpty()) {
      next().text("\"redacted_thinking\",\"data\":").quoted(signature).text("}");
    } else {
      next()
          .text("\"thinking\",\"thinking\":")
          .quoted(reasoning.text())
          .text(",\"signature\":")
          .quoted(signature)
          .text("}");
    }
  }

  private void call(ContentPart.ToolCall call) {
    int number = calls++;
    String id = call.id().isEmpty() ? MessageWords.callId(label, number) : call.id();
    next().text("\"tool_use\",\"id\":").quoted(id).text(",\"name\":").quoted(call.name());
    out.text(",\"input\":").text(input(call)).text("}");
  }

  private String input(ContentPart.ToolCall call) {
    if (call.isWhole()) {
      return call.argumentsJson();
    }
    return switch (answer.finishReason().kind()) {
      case LENGTH, CONTENT_FILTER, REFUSAL -> "{}"; // cut off, as the stop reason says
      default ->
          throw new RefusedException(
              Trouble.passing(
                  Trouble.Kind.BAD_UPSTREAM,
                  "The model called the tool '"
                      + Field.shortened(call.name())
                      + "' with arguments that are no JSON object",
                  Optional.empty()));
    };
  }
}
