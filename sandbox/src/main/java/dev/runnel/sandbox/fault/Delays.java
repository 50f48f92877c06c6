package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.fault.Interruptions.BEGUN;
import static dev.runnel.sandbox.script.Script.answer;
import static dev.runnel.sandbox.script.Script.nothing;

import dev.runnel.sandbox.script.Pace;
import java.time.Duration;
import java.util.List;

/** Answers that take their time, or for ever. */
final class Delays {

  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final Duration OFTEN = Duration.ofMillis(100);

  static final List<Fault> FAULTS =
      List.of(
          Fault.of("fault-stall", "two tokens, then nothing more", BEGUN.stayOpen()),
          Fault.of("fault-stall-first", "no response at all", nothing().stayOpen()),
          Fault.of(
              "fault-stall-after-head",
              "a response head, then nothing more",
              nothing().head().stayOpen()),
          Fault.of(
                  "fault-keepalive-only",
                  "two tokens, then keep-alives without end",
                  BEGUN.keepAliveForever(OFTEN))
              // Inside a document there is no room for white space: it comes before.
              .but("gravityengine", nothing().keepAliveForever(OFTEN))
              .notFor("yqcloud"),
          Fault.of(
                  "fault-keepalive-first",
                  "keep-alives without end, and not one token",
                  nothing().keepAliveForever(OFTEN))
              .notFor("yqcloud"),
          Fault.of(
                  "fault-done-stays-open",
                  "a whole answer, then the connection stays open",
                  answer("Hel", "lo").stayOpen())
              .notFor("yqcloud"),
          Fault.of(
              "fault-slow-first",
              "the first token after three seconds",
              nothing().head().pause(A_WHILE).then(answer("Hel", "lo"))),
          Fault.of(
              "fault-slow-head",
              "the response head after three seconds",
              nothing().pause(A_WHILE).then(answer("Hel", "lo"))),
          Fault.of(
              "fault-slow",
              "one token a second",
              answer("I", " am", " in", " no", " hurry.").paced(Pace.every(Duration.ofSeconds(1)))),
          Fault.of(
              "fault-flood",
              "tokens without end, as fast as they are read",
              nothing().role().flood("flood ".repeat(64))));

  private Delays() {}
}
