package ${package};

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.FinishReason;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.testkit.contract.WireFormat;

/**
 * How the service writes an answer down. What it can say and is left unsaid here, the contract
 * skips and names; see {@link WireFormat} for the rest: reasoning, tool calls, usage, errors.
 */
final class ${provider}Format implements WireFormat {
  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public byte[] token(String text) {
    return line(new JsonWriter().beginObject().field("text", text));
  }

  @Override
  public byte[] finish(FinishReason.Kind reason) {
    return reason == FinishReason.Kind.STOP
        ? line(new JsonWriter().beginObject().field("finish", "stop"))
        : WireFormat.unsaid();
  }

  @Override
  public byte[] end() {
    return line(new JsonWriter().beginObject().field("done", true));
  }

  @Override
  public byte[] malformed() {
    return "{\"text\": nonsense}\n".getBytes(UTF_8);
  }

  private static byte[] line(JsonWriter json) {
    return (json.endObject() + "\n").getBytes(UTF_8);
  }
}
