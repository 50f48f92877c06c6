package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.script.Script.nothing;

import java.util.List;

/** {@link KnownFailures} by name. Whoever they are known of, every service can play them. */
final class KnownFailureFaults {

  static final List<Fault> FAULTS =
      List.of(
          Fault.of(
              "fault-need-refresh",
              "ails: the client version is out of date",
              KnownFailures.needRefresh()),
          Fault.of(
              "fault-model-gone",
              "lockchat: the model does not exist, for the moment",
              KnownFailures.modelGone()),
          Fault.of(
              "fault-model-gone-pretty",
              "lockchat: the same with status 200, over many lines",
              KnownFailures.modelGonePrettyPrinted()),
          Fault.of(
                  "fault-model-gone-in-stream",
                  "lockchat: the same as an event of the stream",
                  KnownFailures.modelGoneInStream())
              .notFor("yqcloud"),
          Fault.of(
              "fault-model-missing",
              "lockchat: no model was provided",
              KnownFailures.modelParameterMissing()),
          Fault.of(
              "fault-too-long",
              "yqcloud: status 429, the prompt is too long",
              KnownFailures.tooLong()),
          Fault.of(
              "fault-echo",
              "yqcloud: the prompt, cut into pieces of five bytes, and then the answer",
              nothing().role().echo().tokens("Hel", "lo").finish("stop").done().inPiecesOf(5)),
          Fault.of(
              "fault-echo-prefix",
              "yqcloud: the prefix alone, and then the answer",
              nothing().role().echoPrefix().tokens("Hel", "lo").finish("stop").done()));

  private KnownFailureFaults() {}
}
