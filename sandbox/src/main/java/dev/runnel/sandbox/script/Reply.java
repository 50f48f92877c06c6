package dev.runnel.sandbox.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;

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

  /** This reply with those of these headers that it does not name itself. */
  public Reply withUsualHeaders(List<Entry<String, String>> usual) {
    // What is no HTTP has no head to put them in.
    if (usual.isEmpty() || framing instanceof Framing.Verbatim) {
      return this;
    }
    Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(header -> named.add(header.getKey()));
    List<Entry<String, String>> all = new ArrayList<>(headers);
    usual.stream().filter(header -> !named.contains(header.getKey())).forEach(all::add);
    return new Reply(status, all, framing, pieces, actions, ending, cutBodyAt, cutWireAt);
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
