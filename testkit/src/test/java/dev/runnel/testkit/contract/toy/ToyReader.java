package dev.runnel.testkit.contract.toy;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.spi.Exchange;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes signals of the lines of an answer. */
final class ToyReader {
  private static final int UNASKED = 2 << 20;

  private final ToyDriver driver;
  private final Sin sin;
  private final Exchange exchange;
  private final Predicate<Predicate<Exchange>> signal;
  private boolean paused;
  private int contents;
  private long unasked;
  private boolean reason;
  private boolean ended;
  private FinishReason kept;
  private String held;
  private String swapped;

  ToyReader(ToyDriver driver, Exchange exchange, Predicate<Predicate<Exchange>> signal) {
    this.driver = driver;
    this.sin = driver.sin;
    this.exchange = exchange;
    this.signal = signal;
  }

  /** Whether the last line said that nothing more is wanted. */
  boolean paused() {
    return paused;
  }

  /** Takes a line; whether more are wanted ever. */
  boolean line(String text) {
    paused = false;
    String[] fields = text.split("\t", -1);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = ToyFormat.unescaped(fields[i]);
    }
    if (held != null) {
      String late = held;
      held = null;
      content(late.length(), to -> to.token(late));
    }
    switch (fields[0]) {
      case "begin" -> {}
      case "token" -> token(sin == Sin.STRIPS_TOKENS ? fields[1].strip() : fields[1]);
      case "reasoning" ->
          content(
              fields[1].length(),
              to ->
                  sin == Sin.SHOWS_REASONING_AS_TEXT
                      ? to.token(fields[1])
                      : to.reasoning(fields[1]));
      case "signature" -> exchange.reasoningSignature("toy:" + fields[1]);
      case "call" -> call(fields);
      case "finish" -> finish(fields[1]);
      case "usage" -> {
        if (sin != Sin.FORGETS_USAGE) {
          exchange.usage(Usage.reported(Long.parseLong(fields[1]), Long.parseLong(fields[2])));
        }
      }
      case "ping" -> ping();
      case "error" -> {
        return error(ErrorKind.valueOf(fields[1]), fields[2]);
      }
      case "end" -> {
        return end();
      }
      default -> {
        if (sin != Sin.SKIPS_WHAT_IS_MALFORMED) {
          exchange.fail(
              ToyFailures.protocol(ToyFailures.shown(driver, "No line begins so: " + fields[0])));
          return false;
        }
      }
    }
    return true;
  }

  private void token(String text) {
    if (sin == Sin.SHOWS_CONTENT_LATE && contents == 1) {
      held = text;
      contents++;
    } else if (sin == Sin.SWAPS_CONTENTS && contents == 100 && swapped == null) {
      swapped = text;
    } else {
      content(text.length(), to -> to.token(text));
      if (swapped != null && !swapped.isEmpty()) {
        String late = swapped;
        swapped = "";
        content(late.length(), to -> to.token(late));
      }
    }
  }

  private void call(String[] fields) {
    boolean later = fields[3].isEmpty();
    if (sin == Sin.CUTS_ARGUMENTS && later) {
      return;
    }
    int index = sin == Sin.MIXES_TOOL_CALLS ? 0 : Integer.parseInt(fields[1]);
    ChatEvent.ToolCallDelta delta =
        new ChatEvent.ToolCallDelta(
            index,
            later ? Optional.empty() : Optional.of(fields[2]),
            later ? Optional.empty() : Optional.of(fields[3]),
            fields[4]);
    content(fields[4].length(), to -> to.toolCall(delta));
  }

  private void finish(String name) {
    FinishReason.Kind kind = FinishReason.Kind.valueOf(name);
    FinishReason told =
        FinishReason.of(sin == Sin.ALWAYS_SAYS_STOP ? FinishReason.Kind.STOP : kind, name);
    reason = true;
    if (sin == Sin.KEEPS_THE_REASON_UNTIL_THE_END_MARK) {
      kept = told;
    } else if (sin != Sin.FAILS_WITHOUT_CONTENT || contents > 0) {
      exchange.finish(told);
    }
  }

  private void ping() {
    boolean taken =
        sin
            == (contents == 0
                ? Sin.TAKES_KEEP_ALIVES_FOR_CONTENT_BEFORE_ANY
                : Sin.TAKES_KEEP_ALIVES_FOR_CONTENT_BEHIND_SOME);
    if (taken) {
      exchange.reasoning("ping");
    }
  }

  private boolean error(ErrorKind kind, String message) {
    Sin swallowing =
        reason
            ? Sin.SWALLOWS_ERRORS_BEHIND_THE_REASON
            : contents > 0
                ? Sin.SWALLOWS_ERRORS_BEHIND_CONTENT
                : Sin.SWALLOWS_ERRORS_BEFORE_CONTENT;
    if (sin == swallowing && kind == ErrorKind.UNAVAILABLE) {
      return true;
    }
    exchange.fail(ToyFailures.ofStream(kind, message, driver));
    return false;
  }

  private boolean end() {
    if (sin == Sin.WAITS_FOR_THE_END_OF_INPUT) {
      ended = true;
      return true;
    }
    if (kept != null) {
      exchange.finish(kept);
    }
    if (!reason
        && sin
            == (contents == 0
                ? Sin.INVENTS_A_REASON_WITHOUT_CONTENT
                : Sin.INVENTS_A_REASON_BEHIND_CONTENT)) {
      exchange.finish(FinishReason.STOP);
    }
    exchange.complete();
    return sin == Sin.GOES_ON_BEHIND_THE_END;
  }

  void endOfInput(long bytes) {
    flush();
    if (bytes == 0 && sin != Sin.DOES_NOT_COUNT_BYTES) {
      exchange.fail(ToyFailures.empty());
    } else if (ended
        || sin
            == (contents == 0
                ? bytes == 0 ? Sin.NONE : Sin.TAKES_AN_END_BEFORE_CONTENT_FOR_COMPLETE
                : Sin.TAKES_AN_END_BEHIND_CONTENT_FOR_COMPLETE)) {
      exchange.complete();
    } else {
      exchange.endOfInput();
    }
  }

  void lost(IOException failure) {
    flush();
    if (reason && sin == Sin.TAKES_A_LOSS_BEHIND_THE_REASON_FOR_A_BROKEN_PROTOCOL) {
      exchange.fail(ToyFailures.protocol("The answer was cut"));
    } else if (!reason && contents > 0 && sin == Sin.TAKES_A_LOSS_BEHIND_CONTENT_FOR_AN_END) {
      exchange.endOfInput();
    } else {
      exchange.fail(ToyFailures.lost(failure));
    }
  }

  private void flush() {
    if (held != null) {
      String late = held;
      held = null;
      content(late.length(), to -> to.token(late));
    }
  }

  private void content(int size, Predicate<Exchange> send) {
    contents++;
    boolean more = signal.test(send);
    unasked = more ? 0 : unasked + size;
    paused = !more && !(sin == Sin.SIGNALS_WITHOUT_DEMAND && unasked < UNASKED);
  }
}
