package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table "The end, decided by evidence": every row, both columns, all views, both deliveries.
 */
class EndTableTest {
  private static final GuardSettings STRICT = GuardSettings.DEFAULT;
  private static final GuardSettings LENIENT = GuardSettings.DEFAULT.withLenientEnd(true);
  private static final int NO_ABORT = 0;
  private static final int ABORT = 1;

  /**
   * A row.
   *
   * @param happens what the driver reports, after the content where there is some
   * @param passes how much time passes then
   * @param aborts how often the exchange upstream is aborted
   */
  record Row(
      String name,
      GuardSettings settings,
      Script happens,
      Duration passes,
      String nothingDelivered,
      String contentDelivered,
      int aborts) {}

  private static Row row(String name, Script happens, String nothing, String content) {
    return new Row(name, STRICT, happens, Duration.ZERO, nothing, content, NO_ABORT);
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        row(
            "finish reason and end mark",
            script().finish().complete(),
            "Completed(STOP)",
            "Completed(STOP)"));
    rows.add(
        row(
            "end mark without finish reason",
            script().complete(),
            "Failed(empty answer)",
            "Completed(NOT_GIVEN)"));
    rows.add(
        new Row(
            "finish reason, then the socket stays open",
            STRICT,
            script().finish(),
            STRICT.tail(),
            "Completed(STOP)",
            "Completed(STOP)",
            ABORT));
    rows.add(
        row(
            "finish reason, then clean end",
            script().finish().endOfInput(),
            "Completed(STOP)",
            "Completed(STOP)"));
    rows.add(
        row(
            "finish reason, then reset",
            script().finish().fail(ErrorKind.CONNECTION),
            "Completed(STOP)",
            "Completed(STOP)"));
    rows.add(
        row(
            "finish reason, then an error object",
            script().finish().fail(ErrorKind.UNAVAILABLE),
            "Failed(unavailable)",
            "Failed(unavailable, delivered)"));
    rows.add(
        row("clean end", script().endOfInput(), "Failed(protocol)", "Incomplete(ended early)"));
    rows.add(
        row(
            "clean end after something that is no content",
            script().servedBy("acme-1").usage(1, 0).endOfInput(),
            "Failed(protocol)",
            "Incomplete(ended early)"));
    rows.add(
        row(
            "end mark after signatures and limits only",
            script().signature("acme:s").rateLimit("requests", 9).complete(),
            "Failed(empty answer)",
            "Completed(NOT_GIVEN)"));
    rows.add(
        row(
            "clean end after signatures only",
            script().signature("acme:s").endOfInput(),
            "Failed(protocol)",
            "Incomplete(ended early)"));
    rows.add(
        row(
            "reset after signatures only",
            script().signature("acme:s").fail(ErrorKind.CONNECTION),
            "Failed(connection)",
            "Incomplete(connection)"));
    rows.add(
        row(
            "the model declined",
            script().finish(FinishReason.Kind.REFUSAL).complete(),
            "Completed(REFUSAL)",
            "Completed(REFUSAL)"));
    rows.add(
        new Row(
            "clean end, lenient",
            LENIENT,
            script().endOfInput(),
            Duration.ZERO,
            "Failed(empty answer)",
            "Completed(NOT_GIVEN)",
            NO_ABORT));
    rows.add(
        new Row(
            "reset, lenient",
            LENIENT,
            script().fail(ErrorKind.CONNECTION),
            Duration.ZERO,
            "Failed(connection)",
            "Incomplete(connection)",
            NO_ABORT));
    rows.add(
        row(
            "reset",
            script().fail(ErrorKind.CONNECTION),
            "Failed(connection)",
            "Incomplete(connection)"));
    rows.add(
        row(
            "connect clock, by the transport",
            script()
                .then(
                    exchange ->
                        exchange.fail(
                            ChatException.builder(ErrorKind.TIMEOUT, "slow")
                                .clock(Timeouts.Clock.CONNECT)
                                .build())),
            "Failed(timeout: connect)",
            "Incomplete(timeout: connect)"));
    rows.add(
        new Row(
            "first content or idle clock",
            STRICT,
            script(),
            Timeouts.DEFAULT.firstContent(),
            "Failed(timeout: first content)",
            "Incomplete(timeout: idle)",
            ABORT));
    rows.add(
        new Row(
            "total clock",
            STRICT.withTimeouts(Timeouts.DEFAULT.withTotal(Duration.ofSeconds(5))),
            script(),
            Duration.ofSeconds(5),
            "Failed(timeout: total)",
            "Incomplete(timeout: total)",
            ABORT));
    rows.add(
        row(
            "the bound on rounds",
            script().fail(ErrorKind.TOO_MANY_ROUNDS),
            "Failed(too many rounds)",
            "Incomplete(too many rounds)"));
    Set<ErrorKind> ownRows =
        Set.of(ErrorKind.TIMEOUT, ErrorKind.CONNECTION, ErrorKind.TOO_MANY_ROUNDS);
    for (ErrorKind kind : ErrorKind.values()) {
      if (!ownRows.contains(kind)) {
        rows.add(
            row(
                "error: " + kind,
                script().fail(kind),
                "Failed(" + kind + ")",
                "Failed(" + kind + ", delivered)"));
      }
    }
    return rows;
  }

  static Stream<Arguments> cases() {
    return rows().stream()
        .flatMap(
            row ->
                Stream.of(ShownView.values())
                    .flatMap(
                        view ->
                            Stream.of(true, false)
                                .map(direct -> Arguments.of(row.name(), view, direct, row))));
  }

  @ParameterizedTest(name = "{0}, {1}, direct: {2}")
  @MethodSource("cases")
  @DisplayName("nothing delivered")
  void nothingDelivered(String name, ShownView view, boolean direct, Row row) {
    assertEnd(view, direct, row, script(), "", row.nothingDelivered());
  }

  @ParameterizedTest(name = "{0}, {1}, direct: {2}")
  @MethodSource("cases")
  @DisplayName("content was delivered")
  void contentDelivered(String name, ShownView view, boolean direct, Row row) {
    assertEnd(view, direct, row, script().tokens("Hel", "lo"), "Hello", row.contentDelivered());
  }

  private static void assertEnd(
      ShownView view, boolean direct, Row row, Script content, String text, String outcome) {
    Lab lab = (direct ? Lab.direct() : Lab.stepwise()).with(row.settings()).playing(content);
    Call call = lab.call();
    ShownView.Shown shown = view.open(call);
    lab.settle();
    assertThat(call.outcome().toCompletableFuture()).as("before it happens").isNotDone();
    row.happens().play(lab.driver.exchange());
    lab.pass(row.passes());
    assertThat(Words.of(lab.outcome(call))).isEqualTo(outcome);
    assertThat(shown.text()).isEqualTo(shows(view, text, outcome));
    assertThat(lab.driver.aborts).as("aborts").hasValue(row.aborts());
    assertThat(lab.time.waiting()).as("timers left").isZero();
  }

  /** What a view shows of an outcome. */
  private static String shows(ShownView view, String text, String outcome) {
    boolean whole = outcome.startsWith("Completed");
    return switch (view) {
      case STREAM -> text + " | " + outcome;
      case ANSWER ->
          whole
              ? text + " | whole, " + outcome.substring(10, outcome.length() - 1)
              : (outcome.startsWith("Incomplete") ? text : "")
                  + " | "
                  + outcome.replace(", delivered", "");
      case TOKENS, PUBLISHER ->
          text + " | " + (whole ? "whole" : outcome.replace(", delivered", ""));
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  @DisplayName("reasoning and tool calls are content; usage is not")
  void whatCountsAsContent(String name, Script content, String outcome) {
    Lab lab = Lab.stepwise().playing(content.endOfInput());
    assertThat(Words.of(lab.outcome(lab.stream(new RecordingSink())))).isEqualTo(outcome);
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.of("text", script().token("x"), "Incomplete(ended early)"),
        Arguments.of("reasoning", script().reasoning("x"), "Incomplete(ended early)"),
        Arguments.of("tool call", script().toolCall(0, "1", "f", ""), "Incomplete(ended early)"),
        Arguments.of("usage", script().usage(1, 1), "Failed(protocol)"),
        Arguments.of("empty text", script().token("").reasoning(""), "Failed(protocol)"));
  }

  @ParameterizedTest(name = "content waits without demand, then: {0}")
  @MethodSource("undelivered")
  @DisplayName("content that arrived and was not delivered")
  void contentThatWaits(String name, Consumer<Lab> happens, String outcome, String seen) {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(0);
    Call call = lab.stream(sink);
    lab.driver.exchange().token("waiting");
    happens.accept(lab);
    lab.settle();
    assertThat(Words.of(lab.outcome(call))).isEqualTo(outcome);
    assertThat(sink.text()).isEqualTo(seen);
  }

  static Stream<Arguments> undelivered() {
    Consumer<Lab> reset = lab -> script().fail(ErrorKind.CONNECTION).play(lab.driver.exchange());
    Consumer<Lab> finish = lab -> script().finish().complete().play(lab.driver.exchange());
    Consumer<Lab> total = lab -> lab.pass(Timeouts.DEFAULT.total());
    return Stream.of(
        Arguments.of("total clock", total, "Failed(timeout: total)", ""),
        Arguments.of(
            "finish, then total clock", finish.andThen(total), "Failed(timeout: total)", ""),
        Arguments.of(
            "reset, then total clock", reset.andThen(total), "Failed(timeout: total)", ""));
  }
}
