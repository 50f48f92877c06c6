package dev.runnel.gateway.delivery;

import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to an answer, for the table of the docs.
 *
 * @param name what happens
 * @param script what the upstream does; where it stands at the gate, the client does its part
 * @param leavesAfter the client leaves when the upstream stands at the gate, a stream's when it has
 *     had this; null: it stays
 * @param kind which settings it needs
 */
record Situation(
    String name, Function<Gate, Script> script, @Nullable String leavesAfter, Kind kind) {
  /** A reset may overtake what the gateway has not read yet. */
  private static final Duration UNTIL_READ = Duration.ofMillis(100);

  enum Kind {
    USUAL,
    /** With clocks of the call that run out soon. */
    SHORT_CLOCKS,
    /** With a head that does not wait long for the first content. */
    EARLY_HEAD,
    /** With a model of its own, since a runner remembers when it may be asked again. */
    OWN_MODEL
  }

  static List<Situation> all() {
    return List.of(
        usual("The answer is healthy", Script.answer("Hel", "lo")),
        leaves("The client leaves before the first content", Script.nothing().role(), ""),
        leaves("The client leaves in mid-stream", begun(), "\"lo\""),
        usual("The upstream dies before the first content", Script.nothing().reset()),
        usual("The upstream dies in mid-stream", begun().pause(UNTIL_READ).reset()),
        usual("The upstream closes its connection in mid-stream", begun().close()),
        clocked("The upstream stalls before the first content", Script.nothing().stayOpen()),
        clocked("The upstream stalls in mid-stream", begun().stayOpen()),
        new Situation(
            "The upstream refuses, with a time to come back",
            gate -> Script.refusing(Trouble.RATE_LIMITED, "Slow down").header("retry-after", "7"),
            null,
            Kind.OWN_MODEL),
        usual(
            "The upstream sends an error instead of content",
            Script.nothing().error(Trouble.SERVER_ERROR, "The server had an error")),
        usual(
            "The upstream sends an error in mid-stream",
            begun().error(Trouble.SERVER_ERROR, "The server had an error").done()),
        usual("The upstream ends early, without a sign of the end", begun()),
        usual(
            "The upstream sends something malformed in mid-stream", begun().malformed().stayOpen()),
        usual("The upstream sends nothing at all", Script.nothing()),
        usual(
            "The upstream sends single bytes, so that characters are split",
            Script.answer("Gr\u00fc\u00dfe", " \ud83d\ude00").chunked().inPiecesOf(1)),
        usual("The upstream ends its lines with CR LF", Script.answer("Hel", "lo").crlf()),
        usual(
            "The upstream sends comments in between",
            Script.nothing()
                .keepAlive()
                .role()
                .keepAlive()
                .tokens("Hel")
                .keepAlive()
                .tokens("lo")
                .finish("stop")
                .done()),
        usual(
            "The upstream sends an event of 1 MiB",
            Script.nothing().role().hugeToken(1 << 20).finish("stop").done()),
        usual(
            "The upstream keeps its socket open after the end",
            Script.answer("Hel", "lo").stayOpen()),
        new Situation(
            "The first content takes long, and then comes",
            gate -> Script.nothing().await(gate).then(Script.answer("Hel", "lo")),
            null,
            Kind.EARLY_HEAD),
        new Situation(
            "The first content takes long, and then the upstream refuses",
            gate -> Script.nothing().await(gate).then(Script.status(503).json("{}")),
            null,
            Kind.EARLY_HEAD));
  }

  private static Script begun() {
    return Script.nothing().role().tokens("Hel", "lo");
  }

  private static Situation usual(String name, Script script) {
    return new Situation(name, gate -> script, null, Kind.USUAL);
  }

  private static Situation clocked(String name, Script script) {
    return new Situation(name, gate -> script, null, Kind.SHORT_CLOCKS);
  }

  private static Situation leaves(String name, Script script, String after) {
    return new Situation(name, gate -> script.await(gate).stayOpen(), after, Kind.USUAL);
  }
}
