package dev.runnel.http.openai;

import dev.runnel.http.json.JsonView;
import dev.runnel.http.parse.Surrogates;
import java.util.List;
import java.util.Optional;

/** What an event says, read naively from a whole tree. It knows nothing of repeated fields. */
final class ReferenceReader {
  private ReferenceReader() {}

  static List<String> read(JsonView event) {
    Told told = new Told();
    string(event.get("id")).ifPresent(told::onId);
    string(event.get("model")).ifPresent(told::onModel);
    JsonView choices = event.get("choices");
    JsonView choice = choiceOfIndexNought(choices);
    JsonView message = choice.get("delta").isObject() ? choice.get("delta") : choice.get("message");
    string(message.get("reasoning_content"))
        .filter(text -> !text.isEmpty())
        .or(() -> string(message.get("reasoning")))
        .filter(text -> !text.isEmpty())
        .or(() -> thinking(message.get("content")))
        .filter(text -> !text.isEmpty())
        .ifPresent(told::onReasoning);
    content(message.get("content")).filter(text -> !text.isEmpty()).ifPresent(told::onText);
    string(message.get("refusal")).filter(text -> !text.isEmpty()).ifPresent(told::onRefusal);
    toolCalls(message.get("tool_calls"), message.get("function_call"), told);
    usage(event.get("usage"), told);
    OpenAiError error = error(event);
    if (error != null) {
      told.onError(error);
    } else {
      string(choice.get("finish_reason")).filter(r -> !r.isEmpty()).ifPresent(told::onFinish);
    }
    return told.lines;
  }

  private static JsonView choiceOfIndexNought(JsonView choices) {
    for (int i = 0; i < choices.size() && choices.isArray(); i++) {
      JsonView choice = choices.at(i);
      if (choice.isObject() && number(choice.get("index"), i) == 0) {
        return choice;
      }
    }
    return JsonView.missing();
  }

  private static Optional<String> content(JsonView content) {
    if (!content.isArray()) {
      return string(content);
    }
    StringBuilder text = new StringBuilder();
    for (JsonView part : content.elements()) {
      boolean isText = string(part.get("type")).orElse("text").equals("text");
      text.append(isText ? string(part.get("text")).orElse("") : "");
    }
    return Optional.of(text.toString());
  }

  private static Optional<String> thinking(JsonView content) {
    StringBuilder text = new StringBuilder();
    for (JsonView part : content.elements()) {
      if (part.get("type").tree() instanceof String type && type.equals("thinking")) {
        JsonView thought = part.get("thinking");
        text.append(string(thought).orElse(""));
        thought.elements().forEach(piece -> text.append(string(piece.get("text")).orElse("")));
      }
    }
    return Optional.of(text.toString());
  }

  private static void toolCalls(JsonView calls, JsonView legacy, Told told) {
    boolean none = true;
    for (int i = 0; i < calls.size() && calls.isArray(); i++) {
      JsonView call = calls.at(i);
      if (call.isObject()) {
        none = false;
        long index = number(call.get("index"), i);
        told.onToolCall(
            new OpenAiToolCallDelta(
                index >= 0 && index <= Integer.MAX_VALUE ? (int) index : i,
                string(call.get("id")).orElse(null),
                string(call.get("function").get("name")).orElse(null),
                arguments(call.get("function"))));
      }
    }
    if (none && legacy.isObject()) {
      told.onToolCall(
          new OpenAiToolCallDelta(
              0, null, string(legacy.get("name")).orElse(null), arguments(legacy)));
    }
  }

  private static String arguments(JsonView function) {
    JsonView arguments = function.get("arguments");
    return arguments.isObject() ? arguments.toString() : string(arguments).orElse(null);
  }

  private static void usage(JsonView usage, Told told) {
    OpenAiUsage read =
        new OpenAiUsage(
            count(usage.get("prompt_tokens")),
            count(usage.get("completion_tokens")),
            count(usage.get("total_tokens")),
            count(usage.get("completion_tokens_details").get("reasoning_tokens")),
            count(usage.get("prompt_tokens_details").get("cached_tokens")),
            count(usage.get("prompt_tokens_details").get("cache_write_tokens")));
    if (!read.equals(new OpenAiUsage(-1, -1, -1, -1, -1, -1))) {
      told.onUsage(read);
    }
  }

  private static OpenAiError error(JsonView event) {
    JsonView error = event.get("error");
    if (error.isObject()) {
      return error(error.get("message"), error.get("type"), error.get("code"));
    }
    boolean isFalse = error.kind() == JsonView.Kind.BOOLEAN && !error.asBoolean(true);
    if (error.isPresent() && !isFalse) {
      return new OpenAiError(string(error).orElse(null), null, null);
    }
    boolean hasText = event.get("message").text() != null || event.get("code").text() != null;
    return "error".equals(string(event.get("object")).orElse(""))
            || hasText && !event.get("choices").isArray()
        ? error(event.get("message"), event.get("type"), event.get("code"))
        : null;
  }

  private static OpenAiError error(JsonView message, JsonView type, JsonView code) {
    return new OpenAiError(scalar(message), scalar(type), scalar(code));
  }

  private static String scalar(JsonView view) {
    return view.text() == null ? null : Surrogates.replaceLone(view.text());
  }

  private static Optional<String> string(JsonView view) {
    return view.kind() == JsonView.Kind.STRING
        ? Optional.of(Surrogates.replaceLone(view.text("")))
        : Optional.empty();
  }

  private static long count(JsonView view) {
    return Math.max(-1, number(view, -1));
  }

  private static long number(JsonView view, long fallback) {
    if (view.tree() instanceof Long number) {
      return number;
    }
    double value = view.asDouble(0.5);
    return value == Math.rint(value) && Math.abs(value) < 0x1p53 ? (long) value : fallback;
  }
}
