package dev.runnel.gateway.openai;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what the model said before, as clients give it back: with what it thought, where they do.
 */
final class AssistantReader {
  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "refusal",
          "tool_calls",
          "function_call",
          "reasoning_content",
          "reasoning",
          "reasoning_details");

  private final Leftovers leftovers;
  private final PartsReader parts;

  AssistantReader(Leftovers leftovers, PartsReader parts) {
    this.leftovers = leftovers;
    this.parts = parts;
  }

  Message read(Field message) {
    leftovers.addOthers(message, KNOWN);
    if (message.get("function_call").says()) {
      throw message
          .get("function_call")
          .unsupported("functions were replaced by tools; use 'tool_calls'.");
    }
    List<ContentPart> said = new ArrayList<>();
    reasoning(message, said);
    content(message.get("content"), said);
    if (message.get("refusal").present()) {
      said.add(new ContentPart.Text(message.get("refusal").text()));
    }
    Field calls = message.get("tool_calls");
    if (calls.present()) {
      for (Field call : calls.elements("an array of objects")) {
        said.add(call(call.object()));
      }
    }
    if (said.isEmpty()) {
      throw message
          .get("content")
          .invalid("expected a string, since there are no 'tool_calls' and no 'refusal'");
    }
    return new Message(Role.ASSISTANT, said);
  }

  /** The details say all that was signed; the plain text is of services that sign nothing. */
  private void reasoning(Field message, List<ContentPart> said) {
    Field details = message.get("reasoning_details");
    if (details.says()) {
      for (Field detail : details.elements("an array of objects")) {
        if (detail.object().need("type").text().equals("reasoning.text")) {
          Field text = detail.get("text");
          Field signature = detail.get("signature");
          said.add(
              new ContentPart.Reasoning(
                  text.present() ? text.text() : "",
                  signature.present() ? signature.filled() : null));
        } else {
          leftovers.add(detail.get("type"));
        }
      }
    }
    Field plain = message.get("reasoning_content");
    if (!plain.present()) {
      plain = message.get("reasoning");
    }
    if (plain.present() && said.isEmpty() && !plain.text().isEmpty()) {
      said.add(new ContentPart.Reasoning(plain.text(), null));
    }
  }

  private void content(Field content, List<ContentPart> said) {
    if (content.node().isTextual()) {
      said.add(new ContentPart.Text(content.text()));
    } else if (content.present()) {
      for (Field part : content.elements("a string or an array of objects")) {
        said.add(parts.ofAssistant(part));
      }
    }
  }

  private ContentPart.ToolCall call(Field call) {
    Field type = call.get("type");
    if (type.present() && !type.text().equals("function")) {
      throw type.text().equals("custom")
          ? type.unsupported("tools here are functions; use a tool of the type 'function'.")
          : type.notAmong("'function'");
    }
    leftovers.addOthers(call, Set.of("id", "type", "function", "index"));
    Field function = call.need("function").object();
    leftovers.addOthers(function, Set.of("name", "arguments"));
    return new ContentPart.ToolCall(
        call.need("id").text(), function.need("name").filled(), function.need("arguments").text());
  }
}
