package dev.runnel.testkit.contract.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.testkit.contract.WireFormat;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line for each thing said: its kind, a colon, and fields in which % and line ends are escaped.
 */
public final class ToyFormat implements WireFormat {
  static final String TYPE = "text/x-toy";

  @Override
  public String contentType() {
    return TYPE;
  }

  @Override
  public byte[] begin() {
    return line("begin");
  }

  @Override
  public byte[] token(String text) {
    return line("token", text);
  }

  @Override
  public byte[] reasoning(String text) {
    return line("reasoning", text);
  }

  @Override
  public byte[] signature(String text) {
    return line("signature", text);
  }

  @Override
  public List<byte[]> toolCall(int index, String id, String name, List<String> arguments) {
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      lines.add(
          i == 0
              ? line("call", String.valueOf(index), id, name, arguments.get(i))
              : line("call", String.valueOf(index), "", "", arguments.get(i)));
    }
    return lines;
  }

  @Override
  public byte[] finish(FinishReason.Kind reason) {
    return line("finish", reason.name());
  }

  @Override
  public byte[] usage(long input, long output) {
    return line("usage", String.valueOf(input), String.valueOf(output));
  }

  @Override
  public byte[] end() {
    return line("end");
  }

  @Override
  public byte[] keepAlive() {
    return line("ping");
  }

  @Override
  public byte[] malformed() {
    return "oops\n".getBytes(UTF_8);
  }

  @Override
  public byte[] error(ErrorKind kind, String message) {
    return line("error", kind.name(), message);
  }

  @Override
  public Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
    int status =
        switch (kind) {
          case AUTHENTICATION -> 401;
          case QUOTA -> 402;
          case PERMISSION -> 403;
          case MODEL_NOT_FOUND -> 404;
          case CONTEXT_TOO_LONG -> 413;
          case RATE_LIMITED -> 429;
          case CONTENT_FILTERED -> 451;
          case UNAVAILABLE -> 503;
          default -> 400;
        };
    return Optional.of(HttpAnswer.status(status).contentType("text/plain").send(message));
  }

  static String escaped(String text) {
    return text.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D").replace("\t", "%09");
  }

  static String unescaped(String text) {
    return text.replace("%09", "\t").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }

  private static byte[] line(String kind, String... fields) {
    StringBuilder line = new StringBuilder(kind);
    for (String field : fields) {
      line.append('\t').append(escaped(field));
    }
    return line.append('\n').toString().getBytes(UTF_8);
  }
}
