package dev.runnel.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.sandbox.script.Gate;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upstream is to say to one request, in nobody's format: the part it plays in a rule.
 * Immutable; each method returns longer lines. Without a word on the end they end cleanly.
 */
public final class Lines {
  /** One line of the part. */
  public sealed interface Line permits Say, Hold, Flood {}

  /** Says something. */
  public record Say(Utterance utterance) implements Line {}

  /** Waits until a gate is open. */
  public record Hold(Gate gate) implements Line {}

  /** Says something again and again, without end and as fast as it is taken. */
  public record Flood(Utterance utterance) implements Line {}

  /** What happens after the last line. */
  public enum Ending {
    /** The answer ends as the transport ends answers. */
    CLEAN,
    /** The same, in a way that is no evidence of an end. */
    UNPROVEN,
    /** The connection is reset, or its likeness. */
    LOST,
    /** Nothing more comes, and nothing ends. */
    OPEN
  }

  private static final Lines NONE = new Lines(List.of(), Ending.CLEAN);

  private final List<Line> lines;
  private final Ending ending;

  private Lines(List<Line> lines, Ending ending) {
    this.lines = lines;
    this.ending = ending;
  }

  /** Nothing said yet. */
  static Lines none() {
    return NONE;
  }

  /** An answer that has begun, without content. */
  static Lines begun() {
    return NONE.say(new Utterance.Beginning());
  }

  /** A whole, healthy answer. */
  static Lines whole(String... tokens) {
    return begun().tokens(tokens).finish().end();
  }

  /** The lines in order; unmodifiable. */
  public List<Line> lines() {
    return lines;
  }

  /** What happens after the last of them. */
  public Ending ending() {
    return ending;
  }

  Lines say(Utterance utterance) {
    return with(new Say(requireNonNull(utterance, "utterance is null")));
  }

  Lines tokens(String... texts) {
    Lines longer = this;
    for (String text : texts) {
      longer = longer.say(new Utterance.Token(text));
    }
    return longer;
  }

  Lines finish() {
    return finish(FinishReason.Kind.STOP);
  }

  Lines finish(FinishReason.Kind reason) {
    return say(new Utterance.Finish(reason));
  }

  Lines end() {
    return say(new Utterance.End());
  }

  Lines keepAlive() {
    return say(new Utterance.KeepAlive());
  }

  Lines failure(ErrorKind kind, String message) {
    return say(new Utterance.Failure(kind, message));
  }

  Lines hold(Gate gate) {
    return with(new Hold(gate));
  }

  Lines flood(String token) {
    return with(new Flood(new Utterance.Token(token)));
  }

  Lines lost() {
    return new Lines(lines, Ending.LOST);
  }

  Lines open() {
    return new Lines(lines, Ending.OPEN);
  }

  Lines unproven() {
    return new Lines(lines, Ending.UNPROVEN);
  }

  private Lines with(Line line) {
    List<Line> longer = new ArrayList<>(lines);
    longer.add(line);
    return new Lines(List.copyOf(longer), ending);
  }
}
