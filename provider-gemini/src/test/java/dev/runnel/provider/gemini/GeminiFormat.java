package dev.runnel.provider.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.testkit.contract.WireFormat;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.List;
import java.util.Optional;

/**
 * The wire format, written from the documentation a second time, so that the sandbox and the driver
 * cannot agree on one misreading.
 */
final class GeminiFormat implements WireFormat {
  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public byte[] begin() {
    return event("{\"candidates\":[{\"content\":{\"role\":\"model\"},\"index\":0}]}");
  }

  @Override
  public byte[] token(String text) {
    return part("\"text\":" + quoted(text));
  }

  @Override
  public byte[] reasoning(String text) {
    return part("\"thought\":true,\"text\":" + quoted(text));
  }

  @Override
  public byte[] signature(String text) {
    return part("\"text\":\"\",\"thoughtSignature\":" + quoted(text));
  }

  @Override
  public List<byte[]> toolCall(int index, String id, String name, List<String> arguments) {
    return List.of(
        part(
            "\"functionCall\":{\"id\":"
                + quoted(id)
                + ",\"name\":"
                + quoted(name)
                + ",\"args\":"
                + String.join("", arguments)
                + "}"));
  }

  @Override
  public byte[] finish(FinishReason.Kind reason) {
    String word =
        switch (reason) {
          case LENGTH -> "MAX_TOKENS";
          case CONTENT_FILTER -> "SAFETY";
          default -> "STOP";
        };
    return event("{\"candidates\":[{\"finishReason\":\"" + word + "\"}]}");
  }

  @Override
  public byte[] usage(long input, long output) {
    return event(
        "{\"usageMetadata\":{\"promptTokenCount\":"
            + input
            + ",\"candidatesTokenCount\":"
            + output
            + "}}");
  }

  @Override
  public byte[] keepAlive() {
    return ": still here\r\n\r\n".getBytes(UTF_8);
  }

  @Override
  public byte[] malformed() {
    return event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":");
  }

  @Override
  public byte[] error(ErrorKind kind, String message) {
    return event(GeminiStatus.of(kind, message));
  }

  @Override
  public Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
    return GeminiStatus.code(kind) == 0
        ? Optional.empty()
        : Optional.of(
            HttpAnswer.status(GeminiStatus.code(kind)).json(GeminiStatus.of(kind, message)));
  }

  private static byte[] part(String members) {
    return event("{\"candidates\":[{\"content\":{\"parts\":[{" + members + "}]}}]}");
  }

  private static byte[] event(String json) {
    return ("data: " + json + "\r\n\r\n").getBytes(UTF_8);
  }

  static String quoted(String text) {
    return new JsonWriter().value(text).toString();
  }
}
