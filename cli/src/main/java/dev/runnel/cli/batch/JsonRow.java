package dev.runnel.cli.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.cli.input.MessagesFile;
import dev.runnel.cli.input.UsageException;
import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row that is a JSON object: {@code {"id": …, "prompt": …}}, or with {@code messages} instead of
 * the prompt; or of the form that OpenAI's batches have, {@code {"custom_id": …, "body": {…}}}.
 */
final class JsonRow {
  private static final List<String> REQUEST =
      List.of(
          "prompt",
          "system",
          "messages",
          "model",
          "temperature",
          "top_p",
          "max_tokens",
          "max_completion_tokens",
          "seed",
          "stop");
  private static final List<String> OWN =
      Stream.concat(Stream.of("id", "metadata"), REQUEST.stream()).toList();
  private static final List<String> OPEN_AI = List.of("custom_id", "method", "url", "body");

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode request;

  private JsonRow(JsonNode request) {
    this.request = request;
  }

  static Row of(long number, String line) {
    JsonNode root = tree(line);
    if (!root.isObject()) {
      throw new UsageException(
          "is no JSON object such as {\"prompt\": \"Hello\"}; --lines takes plain lines");
    }
    boolean openAi = root.has("custom_id") || root.has("body");
    check(root, openAi ? OPEN_AI : OWN);
    Optional<String> id = id(root.path(openAi ? "custom_id" : "id"));
    JsonNode body = openAi ? body(root) : root;
    if (openAi) {
      check(body, REQUEST);
    }
    return new JsonRow(body).row(RowKey.of(number, id, line), root);
  }

  private Row row(RowKey key, JsonNode root) {
    Optional<String> model = text("model");
    if (model.filter(String::isBlank).isPresent()) {
      throw new UsageException("has an empty model");
    }
    Row row =
        new Row(key, model, messages(), this::onto, Optional.ofNullable(root.get("metadata")));
    try {
      row.onto(ChatRequest.builder(), Optional.empty());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UsageException("has a value out of range: " + e.getMessage(), e);
    }
    return row;
  }

  private static JsonNode tree(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "is not valid JSON"
              + (e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr())
              + "; --lines takes plain lines",
          e);
    }
  }

  private static void check(JsonNode object, List<String> known) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new UsageException(
            "has an unknown field '"
                + name
                + "'"
                + NearName.of(name, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(
                        known.contains("metadata")
                            ? "; what is to come back with the answer goes into \"metadata\""
                            : "; known are: " + String.join(", ", known)));
      }
    }
  }

  private static Optional<String> id(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw new UsageException("has an id that is neither a text nor a whole number");
    }
    return Optional.of(node.asText());
  }

  private static JsonNode body(JsonNode root) {
    JsonNode body = root.path("body");
    if (!body.isObject()) {
      throw new UsageException("has no body that is an object");
    }
    if (!root.path("method").asText("POST").equals("POST")
        || !root.path("url").asText("/chat/completions").endsWith("/chat/completions")) {
      throw new UsageException("is for something else than POST …/chat/completions");
    }
    return body;
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    text("system").map(Message::system).ifPresent(messages::add);
    if (request.has("messages")) {
      messages.addAll(MessagesFile.of(request.get("messages"), "its \"messages\""));
    }
    Optional<String> prompt = text("prompt");
    if (prompt.filter(String::isBlank).isPresent()) {
      throw new UsageException("has an empty prompt");
    }
    prompt.map(Message::user).ifPresent(messages::add);
    if (!request.has("messages") && prompt.isEmpty()) {
      throw new UsageException("has neither \"prompt\" nor \"messages\"");
    }
    return messages;
  }

  private void onto(ChatRequest.Builder builder) {
    number("temperature").map(JsonNode::doubleValue).ifPresent(builder::temperature);
    number("top_p").map(JsonNode::doubleValue).ifPresent(builder::topP);
    whole("max_tokens").map(Math::toIntExact).ifPresent(builder::maxTokens);
    whole("max_completion_tokens").map(Math::toIntExact).ifPresent(builder::maxTokens);
    whole("seed").ifPresent(builder::seed);
    List<String> stop = stop();
    if (!stop.isEmpty()) {
      builder.stop(stop.toArray(String[]::new));
    }
  }

  private List<String> stop() {
    JsonNode node = request.path("stop");
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    } else if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else if (present("stop")) {
      throw new UsageException("has a 'stop' that is neither a text nor an array of texts");
    }
    return texts;
  }

  private Optional<String> text(String name) {
    if (!present(name)) {
      return Optional.empty();
    }
    JsonNode node = request.get(name);
    if (!node.isTextual()) {
      throw new UsageException("has a '" + name + "' that is no text");
    }
    return Optional.of(node.textValue());
  }

  private Optional<JsonNode> number(String name) {
    if (!present(name)) {
      return Optional.empty();
    }
    if (!request.get(name).isNumber()) {
      throw new UsageException("has a '" + name + "' that is no number");
    }
    return Optional.of(request.get(name));
  }

  private Optional<Long> whole(String name) {
    return number(name)
        .map(
            node -> {
              if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw new UsageException("has a '" + name + "' that is no whole number");
              }
              return node.longValue();
            });
  }

  private boolean present(String name) {
    return request.hasNonNull(name);
  }
}
