package dev.runnel.sandbox.script;

import java.util.List;
import java.util.Map.Entry;

/**
 * A script fitted to one service and one request, ready for the wire. Internal to the sandbox;
 * public for its other packages.
 *
 * @param cutBodyAt the number of body bytes (after gzip, before chunk framing) after which {@code
 *     ending} strikes at once, or {@link Long#MAX_VALUE}
 * @param cutWireAt the same, counted in all bytes from the status line on
 */
public record Reply(
    int status,
    List<Entry<String, String>> headers,
    Framing framing,
    Pieces pieces,
    List<Action> actions,
    Ending ending,
    long cutBodyAt,
    long cutWireAt) {

  public Reply {
    headers = List.copyOf(headers);
    actions = List.copyOf(actions);
  }

  /** How many body bytes it has when nothing cuts it. */
  public long bodyLength() {
    long length = 0;
    for (Action action : actions) {
      if (action instanceof Action.Send send) {
        length += send.bytes().length;
      }
    }
    return length;
  }
}
