package dev.runnel.sandbox.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.sandbox.script.Framing;
import dev.runnel.sandbox.script.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map.Entry;

/** The status line and headers of a reply. */
final class Head {

  private Head() {}

  static byte[] of(Reply reply, boolean keepAlive) {
    if (reply.framing() instanceof Framing.Verbatim) {
      return new byte[0];
    }
    StringBuilder head =
        new StringBuilder("HTTP/1.1 ")
            .append(reply.status())
            .append(' ')
            .append(HttpResponseStatus.valueOf(reply.status()).reasonPhrase())
            .append("\r\n");
    for (Entry<String, String> header : reply.headers()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    head.append(framing(reply));
    if (!keepAlive) {
      head.append("connection: close\r\n");
    }
    return head.append("\r\n").toString().getBytes(UTF_8);
  }

  private static String framing(Reply reply) {
    Framing framing = reply.framing();
    if (framing instanceof Framing.Chunked) {
      return "transfer-encoding: chunked\r\n";
    }
    if (framing instanceof Framing.Length) {
      return "content-length: " + reply.bodyLength() + "\r\n";
    }
    if (framing instanceof Framing.DeclaredLength declared) {
      return "content-length: " + declared.bytes() + "\r\n";
    }
    return "";
  }
}
