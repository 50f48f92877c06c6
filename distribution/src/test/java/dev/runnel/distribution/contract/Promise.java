package dev.runnel.distribution.contract;

import dev.runnel.api.Timeouts;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One row: what the upstream does, what the caller does, and what the caller must be told. */
final class Promise {
  /** What an upstream does; the gate opens once all the content that is expected was delivered. */
  @FunctionalInterface
  interface Behaviour {
    Script script(Upstream upstream, Gate heard);
  }

  /** What the caller does. */
  enum Deed {
    LISTENS,
    THROWS_AT_CONTENT,
    CANCELS_BEFORE_THE_HEAD,
    CANCELS_AFTER_CONTENT
  }

  private final String row;
  private final Map<Upstream, Behaviour> behaviours = new EnumMap<>(Upstream.class);
  private final Map<Upstream, Expected> expectations = new EnumMap<>(Upstream.class);
  private final Map<Upstream, String> strangers = new EnumMap<>(Upstream.class);
  private Deed deed = Deed.LISTENS;
  private UnaryOperator<Timeouts> clocks = usual -> usual;
  private Duration tail = Duration.ofSeconds(1);
  private boolean upstreamIsClosed;

  private Promise(String row) {
    this.row = row;
  }

  /** A row, in the words of the table it is from. */
  static Promise row(String row) {
    return new Promise(row);
  }

  /** What the upstream does, whichever it is. */
  Promise when(Behaviour behaviour) {
    for (Upstream upstream : Upstream.values()) {
      behaviours.putIfAbsent(upstream, behaviour);
    }
    return this;
  }

  /** What this upstream does instead; stands before {@link #when(Behaviour)}. */
  Promise when(Upstream upstream, Behaviour behaviour) {
    behaviours.put(upstream, behaviour);
    return this;
  }

  /** What must be told, whoever the upstream is. */
  Promise then(Expected expected) {
    for (Upstream upstream : Upstream.values()) {
      expectations.putIfAbsent(upstream, expected);
    }
    return this;
  }

  /** What must be told of this upstream instead; stands before {@link #then(Expected)}. */
  Promise then(Upstream upstream, Expected expected) {
    expectations.put(upstream, expected);
    return this;
  }

  /** The protocol of this upstream cannot show it. */
  Promise notFor(Upstream upstream, String why) {
    strangers.put(upstream, why);
    return this;
  }

  Promise caller(Deed what) {
    deed = what;
    return this;
  }

  Promise clocks(UnaryOperator<Timeouts> change) {
    clocks = change;
    return this;
  }

  /**
   * How long the library waits, after a finish reason, for what follows it; the shell always waits
   * a second.
   */
  Promise tail(Duration time) {
    tail = time;
    return this;
  }

  /** The caller's side must close the connection: the upstream would go on, or stay open. */
  Promise closingTheUpstream() {
    upstreamIsClosed = true;
    return this;
  }

  String row() {
    return row;
  }

  Script script(Upstream upstream, Gate heard) {
    return behaviours.get(upstream).script(upstream, heard);
  }

  Expected expected(Upstream upstream) {
    return expectations.get(upstream);
  }

  Optional<String> whyNotFor(Upstream upstream) {
    return Optional.ofNullable(strangers.get(upstream));
  }

  Deed deed() {
    return deed;
  }

  Timeouts timeouts() {
    return clocks.apply(Timeouts.DEFAULT);
  }

  Duration tail() {
    return tail;
  }

  boolean closesTheUpstream() {
    return upstreamIsClosed;
  }
}
