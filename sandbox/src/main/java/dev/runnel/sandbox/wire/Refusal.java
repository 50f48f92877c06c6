package dev.runnel.sandbox.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.sandbox.script.Action;
import dev.runnel.sandbox.script.Ending;
import dev.runnel.sandbox.script.Errors;
import dev.runnel.sandbox.script.Framing;
import dev.runnel.sandbox.script.Pieces;
import dev.runnel.sandbox.script.Reply;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** The answer to what could not be read as a request at all. */
final class Refusal {

  private Refusal() {}

  static byte[] of(int status, String why) {
    byte[] body = Errors.document("sandbox_violation", why).getBytes(UTF_8);
    Reply reply =
        new Reply(
            status,
            List.of(Map.entry("content-type", "application/json")),
            new Framing.Length(),
            new Pieces.AsSaid(),
            List.of(new Action.Send(body)),
            Ending.CLEAN,
            Long.MAX_VALUE,
            Long.MAX_VALUE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Head.of(reply, false));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
