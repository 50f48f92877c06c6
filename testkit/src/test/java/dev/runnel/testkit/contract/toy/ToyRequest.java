package dev.runnel.testkit.contract.toy;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import java.util.Base64;
import java.util.List;

/** Writes a request down, a line for each thing asked. */
final class ToyRequest {
  private final StringBuilder text = new StringBuilder();
  private final Sin sin;

  private ToyRequest(Sin sin) {
    this.sin = sin;
  }

  static String of(ChatRequest request, Sin sin) {
    ToyRequest toy = new ToyRequest(sin);
    toy.settings(request);
    List<Message> messages = request.messages();
    for (int i = 0; i < messages.size(); i++) {
      toy.message(messages.get(i), i == messages.size() - 1);
    }
    return toy.text.toString();
  }

  private void settings(ChatRequest request) {
    line("model", sin == Sin.ALWAYS_ASKS_THE_SAME_MODEL ? "toy-1" : request.model().orElse(""));
    request.temperature().ifPresent(value -> line("temperature", value));
    request.topP().ifPresent(value -> line("top-p", value));
    request.maxTokens().ifPresent(value -> line("max-tokens", value));
    request.stop().forEach(value -> line("stop", value));
    if (sin != Sin.DROPS_A_PARAMETER) {
      request.seed().ifPresent(value -> line("seed", value));
    }
    request.presencePenalty().ifPresent(value -> line("presence", value));
    if (sin == Sin.SENDS_MORE_THAN_IT_CLAIMS) {
      request.frequencyPenalty().ifPresent(value -> line("frequency", value));
    }
    request
        .reasoningEffort()
        .ifPresent(
            value -> line("effort", sin == Sin.ASKS_FOR_THE_SAME_EFFORT ? "some" : value.name()));
    if (sin != Sin.DROPS_TOOLS) {
      request.tools().forEach(tool -> line("tool", tool.name() + " " + tool.parametersSchema()));
    }
    boolean schema =
        sin != Sin.DROPS_THE_SCHEMA && sin != Sin.DROPS_A_SCHEMA_OF_WHICH_IT_SAYS_NOTHING;
    if (schema && request.responseFormat() instanceof ResponseFormat.JsonSchema json) {
      line("schema", json.schema());
    }
  }

  private void message(Message message, boolean last) {
    if (sin == Sin.DROPS_SYSTEM_MESSAGES && message.role() == Role.SYSTEM) {
      return;
    }
    for (ContentPart part : message.parts()) {
      boolean text = part instanceof ContentPart.Text;
      boolean dropped =
          sin == Sin.DROPS_EARLIER_MESSAGES && !last && text && message.role() != Role.SYSTEM;
      if (!dropped) {
        line(message.role().wireName(), part.accept(new Written(sin)));
      }
    }
  }

  private void line(String name, Object value) {
    text.append(name).append('\t').append(ToyFormat.escaped(String.valueOf(value))).append('\n');
  }

  private record Written(Sin sin) implements ContentPart.Visitor<String> {
    @Override
    public String text(ContentPart.Text text) {
      return text.text();
    }

    @Override
    public String image(ContentPart.Image image) {
      if (sin == Sin.REFUSES_THE_IMAGES_IT_CLAIMS) {
        return unknown(image);
      }
      return sin == Sin.DROPS_IMAGES_IN_SILENCE
          ? ""
          : Base64.getEncoder().encodeToString(image.data());
    }

    @Override
    public String toolCall(ContentPart.ToolCall call) {
      return call.name() + " " + call.argumentsJson();
    }

    @Override
    public String toolResult(ContentPart.ToolResult result) {
      return sin == Sin.REFUSES_THE_TOOL_RESULTS_IT_CLAIMS ? unknown(result) : result.content();
    }

    @Override
    public String reasoning(ContentPart.Reasoning reasoning) {
      String signature = reasoning.signatureIfAny().orElse("");
      return sin != Sin.FORGETS_SIGNATURES && signature.startsWith("toy:") ? signature : "";
    }

    @Override
    public String unknown(ContentPart part) {
      throw ChatException.of(
          ErrorKind.INVALID_REQUEST, "No way to send a " + part.getClass().getSimpleName());
    }
  }
}
