package dev.runnel.gateway.openai;

import dev.runnel.api.Answer;
import dev.runnel.api.ContentPart;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.StreamBytes;
import java.util.List;
import java.util.Optional;

/** One whole answer as a document. */
final class Completion {
  private final StreamBytes json = new StreamBytes();
  private final Answer answer;

  private Completion(Answer answer) {
    this.answer = answer;
  }

  static byte[] of(Answer answer, AnswerLabel label) {
    return new Completion(answer).write(label);
  }

  private byte[] write(AnswerLabel label) {
    List<ContentPart.ToolCall> calls = answer.toolCalls();
    Envelope.open(json, "chat.completion", label);
    json.text(",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
    String text = answer.text();
    if (text.isEmpty() && !calls.isEmpty()) {
      json.text("null");
    } else {
      json.quoted(text);
    }
    json.text(",\"refusal\":null");
    reasoning();
    if (!calls.isEmpty()) {
      json.text(",\"tool_calls\":[");
      for (int i = 0; i < calls.size(); i++) {
        json.text(i == 0 ? "" : ",");
        call(calls.get(i));
      }
      json.text("]");
    }
    json.text("},\"logprobs\":null,\"finish_reason\":")
        .quoted(FinishWord.of(answer.finishReason(), !calls.isEmpty()))
        .text("}]");
    if (UsageJson.known(answer.usage())) {
      json.text(",\"usage\":");
      UsageJson.write(json, answer.usage());
    }
    return json.text("}").take();
  }

  private void reasoning() {
    String plain = answer.reasoning();
    if (!plain.isEmpty()) {
      json.text(",\"reasoning_content\":").quoted(plain);
    }
    String before = ",\"reasoning_details\":[";
    for (ContentPart part : answer.parts()) {
      Optional<String> signature =
          part instanceof ContentPart.Reasoning thought
              ? thought.signatureIfAny()
              : Optional.empty();
      if (signature.isPresent()) {
        json.text(before);
        ReasoningJson.write(json, ((ContentPart.Reasoning) part).text(), signature.get());
        before = ",";
      }
    }
    json.text(before.equals(",") ? "]" : "");
  }

  private void call(ContentPart.ToolCall call) {
    json.text("{\"id\":")
        .quoted(call.id())
        .text(",\"type\":\"function\",\"function\":{\"name\":")
        .quoted(call.name())
        .text(",\"arguments\":")
        .quoted(call.argumentsJson())
        .text("}}");
  }
}
