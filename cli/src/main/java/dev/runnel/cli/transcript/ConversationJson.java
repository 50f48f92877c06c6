package dev.runnel.cli.transcript;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.cli.render.CallJson;
import dev.runnel.cli.render.JsonLine;
import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationSummary;
import dev.runnel.history.LoggedExchange;
import dev.runnel.history.SearchHit;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What is logged, as JSON: one object a line, or what {@code --messages} reads. */
public final class ConversationJson {
  private ConversationJson() {}

  /** A conversation in a list. */
  public static JsonLine summary(ConversationSummary summary) {
    return new JsonLine()
        .put("id", summary.id())
        .put("last_at", summary.lastAt().toString())
        .put("exchanges", summary.exchanges())
        .put("state", summary.state().wireName())
        .put("endpoint", summary.endpoint())
        .put("model", summary.model())
        .put("stand_in", summary.standIn())
        .put("opening", summary.opening());
  }

  /** A place where words were found. */
  public static JsonLine hit(SearchHit hit) {
    return new JsonLine()
        .put("conversation", hit.conversation())
        .put("exchange", hit.exchange())
        .put("at", hit.at().toString())
        .put("role", hit.role().wireName())
        .put("excerpt", ConversationText.plain(hit.excerpt()));
  }

  /** One exchange with everything that the log knows of it. */
  public static JsonLine exchange(LoggedExchange exchange) {
    return new JsonLine()
        .put("conversation", exchange.start().conversation())
        .put("exchange", exchange.id())
        .put("parent", exchange.start().parent())
        .put("state", exchange.state().wireName())
        .put("at", exchange.startedAt().toString())
        .put("first_content_after_ms", exchange.firstContentAfter().map(Duration::toMillis))
        .put("took_ms", exchange.took().map(Duration::toMillis))
        .put("asked_endpoint", exchange.start().asked().endpoint())
        .put("asked_model", exchange.start().asked().model())
        .put("endpoint", exchange.start().chosen().endpoint())
        .put("provider", exchange.start().chosen().provider())
        .put("model", exchange.start().chosen().model())
        .put("served_model", exchange.servedModel())
        .put("stand_in", exchange.start().standIn())
        .put("temperature", boxed(exchange.start().temperature()))
        .put("max_tokens", boxed(exchange.start().maxTokens()))
        .put("messages", exchange.start().added().stream().map(ConversationJson::message).toList())
        .put("answer", parts(exchange.answer()))
        .put("finish_reason", exchange.finishReason().map(CallJson::finish))
        .put("usage", CallJson.usage(new JsonLine(), exchange.usage()))
        .put(
            "error",
            exchange
                .error()
                .map(
                    error ->
                        new JsonLine().put("kind", error.kind()).put("message", error.message())));
  }

  /** The messages that a conversation goes on with, in the form that {@code --messages} reads. */
  public static String messages(Conversation conversation) {
    return conversation.messages().stream()
        .map(ConversationJson::message)
        .map(line -> "  " + line)
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  /** A text as a text, anything else as an array of parts. */
  private static JsonLine message(Message message) {
    boolean textOnly = message.parts().stream().allMatch(ContentPart.Text.class::isInstance);
    return new JsonLine()
        .put("role", message.role().wireName())
        .put("content", textOnly ? message.text() : parts(message.parts()));
  }

  private static List<JsonLine> parts(List<ContentPart> parts) {
    return parts.stream().map(part -> part.accept(new PartJson())).toList();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  /** Parts, those that OpenAI's form has in that form. */
  private static final class PartJson implements ContentPart.Visitor<JsonLine> {
    @Override
    public JsonLine text(ContentPart.Text text) {
      return new JsonLine().put("type", "text").put("text", text.text());
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see that an array in a record may be null
    public JsonLine image(ContentPart.Image image) {
      String address =
          image.data() == null
              ? String.valueOf(image.url())
              : "data:"
                  + image.mediaType()
                  + ";base64,"
                  + Base64.getEncoder().encodeToString(image.data());
      return new JsonLine()
          .put("type", "image_url")
          .put("image_url", new JsonLine().put("url", address));
    }

    @Override
    public JsonLine toolCall(ContentPart.ToolCall call) {
      return new JsonLine()
          .put("type", "tool_call")
          .put("id", call.id())
          .put("name", call.name())
          .put("arguments", call.argumentsJson());
    }

    @Override
    public JsonLine toolResult(ContentPart.ToolResult result) {
      return new JsonLine()
          .put("type", "tool_result")
          .put("id", result.callId())
          .put("failed", result.failed())
          .put("content", result.content());
    }

    @Override
    public JsonLine reasoning(ContentPart.Reasoning reasoning) {
      return new JsonLine()
          .put("type", "reasoning")
          .put("text", reasoning.text())
          .put("signature", reasoning.signatureIfAny());
    }

    @Override
    public JsonLine unknown(ContentPart part) {
      return new JsonLine()
          .put("type", part.getClass().getSimpleName().toLowerCase(Locale.ROOT))
          .put("text", part.toString());
    }
  }
}
