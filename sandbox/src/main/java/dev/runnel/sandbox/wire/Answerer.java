package dev.runnel.sandbox.wire;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Reply;
import java.util.List;
import java.util.Optional;

/** Decides what a request is answered. Called by event loops, several at once; must not block. */
public interface Answerer {

  Decision decide(ReceivedRequest request);

  /**
   * @param service the service that took the request
   * @param violations what the request got wrong
   */
  record Decision(Optional<String> service, List<String> violations, Reply reply) {
    public Decision {
      violations = List.copyOf(violations);
    }
  }
}
