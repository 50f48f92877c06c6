package dev.runnel.runner.attempt;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.Warning;
import dev.runnel.runner.route.Candidate;
import dev.runnel.spi.ConfigurationException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How candidates are reached: by which credential, and so by which client. */
public interface Access {
  /**
   * The way in for the next attempt. Does not block.
   *
   * @param tried labels of the credentials that failed in the same call: they come last
   * @throws ChatException when no credential can be used now; its advice says when one can
   */
  Door next(Candidate candidate, Set<String> tried);

  /**
   * Hears how an attempt failed.
   *
   * @return what the caller should be told
   */
  Optional<Warning> failed(Candidate candidate, Door door, ChatException failure);

  /** Whether there is another credential than this one that can be used now. */
  boolean hasOther(Candidate candidate, Door door);

  /**
   * Connects a candidate, so that mistakes in its configuration show early.
   *
   * @throws ConfigurationException when the provider refuses its configuration
   * @throws ChatException when the provider fails to connect
   */
  void prepare(Candidate candidate);

  /** Whether the calling thread is an event loop of somebody who was connected. */
  boolean onEventLoop();

  /**
   * One way in.
   *
   * @param key the label of the credential, where there are several
   * @param client connects when it is first needed; throws as {@link #prepare}
   */
  record Door(Optional<String> key, Supplier<ChatClient> client) {}
}
