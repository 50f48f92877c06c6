package dev.runnel.gateway.anthropic;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.gateway.form.Asked;
import java.util.List;
import java.util.Set;

/** Reads the body of a request for a message. */
final class MessagesRequest {
  /** What is of a beta and only changes how Anthropic itself serves a request. */
  private static final Set<String> HINTS = Set.of("context_management", "diagnostics", "speed");

  private static final Set<String> KNOWN =
      Set.of(
          "cache_control",
          "max_tokens",
          "messages",
          "metadata",
          "model",
          "output_config",
          "output_format",
          "service_tier",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");

  private final Field body;
  private final Leftovers leftovers = new Leftovers();
  private final ChatRequest.Builder request = ChatRequest.builder();

  private MessagesRequest(Field body) {
    this.body = body;
  }

  /**
   * What a body asks for.
   *
   * @throws dev.runnel.gateway.form.RefusedException with the place of what is wrong
   */
  static Asked read(byte[] body) {
    return new MessagesRequest(Field.body(body)).asked();
  }

  /** The same of a body that asks only how long it is, and so needs no {@code max_tokens}. */
  static Asked readToCount(byte[] body) {
    return new MessagesRequest(Field.body(body)).content();
  }

  private Asked asked() {
    request.maxTokens(body.need("max_tokens").integer(1));
    return content();
  }

  private Asked content() {
    checkNames();
    request.model(body.need("model").filled());
    ConversationReader conversation = new ConversationReader(leftovers);
    List<Message> messages = conversation.read(body.get("system"), body.need("messages"));
    request.messages(messages);
    new ToolReader(leftovers).read(body, request);
    OutputReader.read(body, leftovers, request);
    readSampling();
    return new Asked(
        request.build(), body.get("stream").isSet(), true, leftovers.names(), leftovers.extras());
  }

  private void checkNames() {
    body.node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              Field member = body.get(name);
              if (HINTS.contains(name)) {
                leftovers.add(member);
              } else if (!KNOWN.contains(name) && member.present()) {
                throw member.refused(
                    "This gateway does not know this field, and does not drop it unseen; leave it"
                        + " out");
              }
            });
    Field metadata = body.get("metadata");
    if (metadata.present()) {
      metadata.only(Set.of("user_id")).get("user_id").textOr("");
      leftovers.pass(metadata);
    }
    Field tier = body.get("service_tier");
    if (tier.present()) {
      tier.word(Set.of("auto", "standard_only"));
      leftovers.pass(tier);
    }
    leftovers.cacheControl(body);
  }

  private void readSampling() {
    Field temperature = body.get("temperature");
    if (temperature.present()) {
      request.temperature(temperature.share());
    }
    Field topP = body.get("top_p");
    if (topP.present()) {
      request.topP(topP.share());
    }
    Field topK = body.get("top_k");
    if (topK.present()) {
      topK.integer(0);
      leftovers.pass(topK);
    }
    Field stops = body.get("stop_sequences");
    if (stops.present()) {
      request.stop(stops.elements().stream().map(Field::text).toArray(String[]::new));
    }
  }
}
