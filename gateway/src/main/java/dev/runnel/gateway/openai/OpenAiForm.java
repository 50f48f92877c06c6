package dev.runnel.gateway.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.api.Answer;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Role;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** OpenAI's chat completions. */
public final class OpenAiForm implements ApiForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public Asked read(byte[] body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (IOException e) {
      throw new RefusedException(Trouble.of(Trouble.Kind.INVALID_REQUEST, "The body is not JSON"));
    }
    ChatRequest.Builder request = ChatRequest.builder();
    request.model(tree.path("model").asText(null));
    for (JsonNode message : tree.path("messages")) {
      request.message(
          Message.of(
              Role.ofWireName(message.path("role").asText()).orElse(Role.USER),
              message.path("content").asText()));
    }
    return new Asked(
        request.build(),
        tree.path("stream").asBoolean(),
        tree.path("stream_options").path("include_usage").asBoolean());
  }

  @Override
  public AnswerWriter stream(Asked asked, AnswerLabel label) {
    return new Chunks(label);
  }

  @Override
  public byte[] document(Answer answer, Asked asked, AnswerLabel label) {
    ObjectNode document = envelope(label, "chat.completion");
    ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer.text());
    choice.put("finish_reason", "stop");
    return bytes(document);
  }

  @Override
  public byte[] error(Trouble trouble, String requestId) {
    return bytes(errorNode(trouble));
  }

  private static ObjectNode errorNode(Trouble trouble) {
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("error")
        .put("message", trouble.message())
        .put("type", trouble.kind().name().toLowerCase(Locale.ROOT))
        .put("param", trouble.parameter().orElse(null))
        .put("code", trouble.kind().name().toLowerCase(Locale.ROOT));
    return document;
  }

  private static ObjectNode envelope(AnswerLabel label, String object) {
    return JSON.createObjectNode()
        .put("id", "chatcmpl-" + label.id())
        .put("object", object)
        .put("created", label.created().getEpochSecond())
        .put("model", label.model());
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON cannot be written", e);
    }
  }

  private record Chunks(AnswerLabel label) implements AnswerWriter {
    @Override
    public byte[] start() {
      ObjectNode chunk = chunk();
      delta(chunk).put("role", "assistant").put("content", "");
      return event(chunk);
    }

    @Override
    public byte[] event(ChatEvent event) {
      if (event instanceof ChatEvent.Token token) {
        ObjectNode chunk = chunk();
        delta(chunk).put("content", token.text());
        return event(chunk);
      }
      return new byte[0];
    }

    @Override
    public byte[] end(Outcome.Completed outcome) {
      ObjectNode chunk = chunk();
      chunk.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
      return (text(chunk) + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] failure(Trouble trouble) {
      return event(errorNode(trouble));
    }

    private ObjectNode chunk() {
      return envelope(label, "chat.completion.chunk");
    }

    private static ObjectNode delta(ObjectNode chunk) {
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      ObjectNode delta = choice.putObject("delta");
      choice.putNull("finish_reason");
      return delta;
    }

    private static byte[] event(ObjectNode node) {
      return text(node).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ObjectNode node) {
      return "data: " + new String(bytes(node), StandardCharsets.UTF_8) + "\n\n";
    }
  }
}
