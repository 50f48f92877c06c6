package dev.runnel.testkit.contract;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What the provider under test talks to: it plays {@link Lines} and keeps what it was asked. There
 * are two, {@linkplain #http over HTTP} and {@linkplain ScriptedService in the same process};
 * whoever has another transport implements this. Safe to use from any thread.
 */
public interface Upstream extends AutoCloseable {
  /**
   * An upstream on loopback that writes in this format.
   *
   * @param formats makes the format of one answer
   */
  static Upstream http(Supplier<? extends WireFormat> formats) {
    return HttpUpstream.start(formats);
  }

  /** Where it listens; empty where there is nothing to connect to. */
  Optional<URI> address();

  /** By what it shows that an answer is whole. */
  Evidence evidence();

  /** Whether there is a way to say this. */
  boolean says(Utterance utterance);

  /** Plays these lines to the next request for which nothing has been set. */
  void next(Lines lines);

  /**
   * The oldest request that this method has not returned yet; waits for it.
   *
   * @throws AssertionError when none comes in time
   */
  Asked awaitRequest(Duration patience);

  /** How many requests have come. */
  int requests();

  /** How many connections are open to it; empty where it has none. */
  OptionalInt openConnections();

  @Override
  void close();

  /** One request, and what has become of its answer. */
  interface Asked {
    /** All that came, in one text: address, headers and body. */
    String text();

    /** What came as the request itself. */
    String body();

    /**
     * Waits until the client has given the exchange up: closed its connection, or the like.
     *
     * @throws AssertionError when it has not in time
     */
    void awaitAborted(Duration patience);

    /**
     * Waits until everything has been said and taken.
     *
     * @throws AssertionError when it has not in time
     */
    void awaitSaid(Duration patience);
  }
}
