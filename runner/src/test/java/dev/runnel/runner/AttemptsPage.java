package dev.runnel.runner;

import dev.runnel.api.ErrorKind;
import dev.runnel.runner.attempt.Phase;
import dev.runnel.runner.attempt.RetryRules;
import dev.runnel.runner.attempt.Verdict;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page of the docs about attempts, its table made of the rules that the runner goes by. */
final class AttemptsPage {
  static final String COMMAND =
      "mvn -q -pl runner -am test -Dtest=AttemptsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Drunnel.docs.write=true";

  @Override
  public String toString() {
    return """
    # Attempts

    <!-- Its table is made of the rules that the runner goes by; a test compares. To write it anew:
    %s
    -->

    A call of the runner is tried until somebody answers: at the same endpoint again, or at the next candidate of its route. However
    many are tried, it is one call, with one answer, one outcome, one deadline and one budget. Core itself never retries.

    - **The first content is the point of no return.** What an attempt says before it (usage, signatures) is held back and forgotten
      where the attempt fails (but for the usage of the one whose failure the caller is told); from the first content on, everything
      passes as the service said it, and an answer that breaks off is `Incomplete`.
    - **Nobody new sees the request.** Only candidates of the route are tried, so unofficial services and plain http only where they
      were allowed. An endpoint that was named (`-p groq`, `groq/llama-3.1-8b-instant`) is the only candidate. A model is not asked for
      at a service whose model it most likely is not.
    - **No failover is silent.** Where somebody else answered, the outcome has a warning that says who failed and how; `-v` and the
      trail tell of every attempt.

    ## What is done after a failure

    | failure | %s |
    | --- |%s
    %s

    *%s*: at the same candidate after a wait, and when its attempts are used up, at the next one. *%s*: at the next candidate; this
    one is not tried again. *%s*: nobody else is tried, and the outcome is what the [contract](contract.md) says.

    - A failure's own advice (`ChatException.retry()`) decides where it differs from what is usual for its kind: a service that says when
      to come back is asked again, one that says *never* ends the call.
    - A credential that is refused, limited or used up, where the endpoint has others: the same candidate, at once, by another one.
    - *Timeout*: the clock to connect is the endpoint's fault, and is tried again. The clock to the first content is the caller's
      patience with this service: the next one, else the end. The total clock is the deadline of everything.
    - *Context too long*: only candidates for another model are tried.
    - *Content filtered*: what one service refuses for its content is not carried to the next.
    - *Connection*, to a service that runs on the user's own machine by its nature (Ollama, `vllm` and their like): the next candidate, since
      waiting starts no server.

    ## How long is waited

    Before the second attempt at a candidate any time up to %s, before the third up to twice that, and so on up to %s: *full jitter*, so
    that many callers who failed together do not come back together. Never less than the service asked for (`Retry-After`, in seconds
    or as a date, and the vendors' own headers). A wait of more than two seconds is not waited while another candidate can be asked at
    once. A wait that would pass the deadline ends the call now, with what went wrong and not with a timeout.

    ## How often

    At most %d attempts for a call, at all candidates together, and at most %d at one candidate while there are others
    (`AttemptSettings`; `--retries 0` for none). The first-content and idle clocks are each attempt's; the total clock is the whole's,
    and an attempt has what is left of it.

    ## What is remembered

    For one model of an endpoint, by one credential:

    - **The breaker.** When %d %% of its last %d calls, and of at least %d, failed in a way that says something about the service
      (connection, timeout, unavailable, protocol, empty answer, rate limited without a time), it is left alone for %s: it is no
      candidate (`breaker-open` in `runnel route`). Then exactly one call is let through to see. Where everybody is left alone, the call
      fails at once and says so; an endpoint that was named is asked all the same, one call at a time. The user's mistakes, cancelled
      calls and waits in the runner's own queue do not count.
    - **When it may be asked again**, where it said so, with a refusal or with an answer (`x-ratelimit-remaining-…: 0`): until then another
      candidate is asked; where there is none, it is waited for.
    - **A refused credential** (authentication, permission, quota, blocked): another candidate is asked first.

    ## Hedging

    With `hedge-after` of a pool, a second candidate is asked when the first has given no content for so long; the first content wins,
    the other is aborted, and both count as attempts.

    ## What is seen of it

    `Runner.call` gives a `RunnerCall`: `trail()` lists who was tried, when, how long, how it ended and who was next. Observers
    (`Runner.builder().observer(…)`) hear it as it happens. Of several failures the caller is told the one that forbade to go on, else
    that of the best candidate; the others are in its message and its suppressed exceptions.
    """
        .formatted(
            COMMAND,
            Arrays.stream(Phase.values()).map(Phase::toString).collect(Collectors.joining(" | ")),
            " --- |".repeat(Phase.values().length),
            Arrays.stream(ErrorKind.values())
                .map(AttemptsPage::row)
                .collect(Collectors.joining("\n")),
            capital(Verdict.RETRIED),
            capital(Verdict.MOVED_ON),
            capital(Verdict.ENDED),
            AttemptSettings.DEFAULT.baseDelay().toMillis() + " ms",
            AttemptSettings.DEFAULT.maxDelay().toSeconds() + " s",
            AttemptSettings.DEFAULT.most(),
            AttemptSettings.DEFAULT.mostPerCandidate(),
            BreakerSettings.DEFAULT.failureRate(),
            BreakerSettings.DEFAULT.window(),
            BreakerSettings.DEFAULT.minimumCalls(),
            BreakerSettings.DEFAULT.open().toSeconds() + " s");
  }

  private static String capital(Object words) {
    String text = words.toString();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String row(ErrorKind kind) {
    return Arrays.stream(Phase.values())
        .map(phase -> RetryRules.usual(kind, phase).toString())
        .collect(Collectors.joining(" | ", "| " + kind + " | ", " |"));
  }
}
