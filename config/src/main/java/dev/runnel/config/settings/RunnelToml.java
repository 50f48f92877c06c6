package dev.runnel.config.settings;

import dev.runnel.api.Timeouts;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The keys of {@code runnel.toml}, beside the options that each endpoint has of its provider. What
 * reads the file, shows it and describes it to editors reads this.
 */
final class RunnelToml {
  static final String ALLOW = "allow";
  static final String DENY = "deny";
  static final List<String> STRATEGIES = List.of("ordered", "weighted", "least-busy", "fastest");

  static final Option<String> MODEL =
      Option.text("model")
          .describedAs(
              "What is asked where neither a model nor an endpoint is named: a model,"
                  + " ENDPOINT/MODEL, or a name under [models]");
  static final Option<String> PROVIDER =
      Option.text("provider")
          .describedAs("The endpoint that is asked where neither a model nor an endpoint is named");
  static final Option<String> UNOFFICIAL =
      oneOf("unofficial", List.of(ALLOW, DENY))
          .defaultsTo(DENY)
          .describedAs(
              "Whether unofficial services, and plain http beyond this machine, may be asked"
                  + " without being named");
  static final Option<Boolean> STRICT =
      Option.flag("strict")
          .defaultsTo(false)
          .describedAs("Refuse to ask where a part of the request would be dropped");
  static final Option<String> SYSTEM =
      Option.text("system").describedAs("How the model is to behave, unless a request says it");
  static final Option<Double> TEMPERATURE =
      Numbers.number("temperature", value -> value >= 0, "0 or more")
          .describedAs("Randomness, usually 0 to 2, unless a request says it");
  static final Option<Long> MAX_TOKENS =
      Numbers.atLeast(1, "max-tokens")
          .describedAs("The most tokens an answer may have, unless a request says it");
  static final List<Option<?>> TOP =
      List.of(MODEL, PROVIDER, UNOFFICIAL, STRICT, SYSTEM, TEMPERATURE, MAX_TOKENS);

  static final Option<Duration> CONNECT =
      Option.duration("connect")
          .defaultsTo(Timeouts.DEFAULT.connect())
          .describedAs("The longest to wait for the connection");
  static final Option<Duration> FIRST_TOKEN =
      Option.duration("first-token")
          .defaultsTo(Timeouts.DEFAULT.firstContent())
          .describedAs("The longest to wait for the first token");
  static final Option<Duration> IDLE =
      Option.duration("idle")
          .defaultsTo(Timeouts.DEFAULT.idle())
          .describedAs("The longest to wait between two tokens");
  static final Option<Duration> TOTAL =
      Option.duration("total")
          .defaultsTo(Timeouts.DEFAULT.total())
          .describedAs("The longest a call may take, all attempts together");
  static final List<Option<?>> TIMEOUTS = List.of(CONNECT, FIRST_TOKEN, IDLE, TOTAL);

  static final Option<Long> MOST =
      Numbers.atLeast(1, "most")
          .defaultsTo((long) AttemptSettings.DEFAULT.most())
          .describedAs("How many attempts a call has, at all endpoints together");
  static final Option<Long> PER_CANDIDATE =
      Numbers.atLeast(1, "per-candidate")
          .defaultsTo((long) AttemptSettings.DEFAULT.mostPerCandidate())
          .describedAs("How many of them one endpoint gets");
  static final Option<Duration> BASE_DELAY =
      Option.duration("base-delay")
          .defaultsTo(AttemptSettings.DEFAULT.baseDelay())
          .describedAs("The most that is waited after the first attempt at an endpoint");
  static final Option<Duration> MAX_DELAY =
      Option.duration("max-delay")
          .defaultsTo(AttemptSettings.DEFAULT.maxDelay())
          .describedAs("The most that is ever waited, unless the service asks for more");
  static final List<Option<?>> ATTEMPTS = List.of(MOST, PER_CANDIDATE, BASE_DELAY, MAX_DELAY);

  static final Option<Boolean> BREAKER_ENABLED =
      Option.flag("enabled")
          .defaultsTo(BreakerSettings.DEFAULT.enabled())
          .describedAs("Whether an endpoint that keeps failing is left alone for a while");
  static final Option<Long> FAILURE_RATE =
      Numbers.integer("failure-rate", value -> value >= 1 && value <= 100, "1 to 100")
          .defaultsTo((long) BreakerSettings.DEFAULT.failureRate())
          .describedAs("The share of failures at which it is, in percent");
  static final Option<Long> MINIMUM_CALLS =
      Numbers.atLeast(1, "minimum-calls")
          .defaultsTo((long) BreakerSettings.DEFAULT.minimumCalls())
          .describedAs("How many calls that is judged by at least");
  static final Option<Long> WINDOW =
      Numbers.atLeast(1, "window")
          .defaultsTo((long) BreakerSettings.DEFAULT.window())
          .describedAs("How many of the last calls it is judged by");
  static final Option<Duration> OPEN =
      Option.duration("open")
          .defaultsTo(BreakerSettings.DEFAULT.open())
          .describedAs("How long it is left alone before one call is let through");
  static final List<Option<?>> BREAKER =
      List.of(BREAKER_ENABLED, FAILURE_RATE, MINIMUM_CALLS, WINDOW, OPEN);

  static final Option<Boolean> LOG_ENABLED =
      Option.flag("enabled")
          .defaultsTo(true)
          .describedAs("Whether conversations are kept in the log");
  static final List<Option<?>> LOG = List.of(LOG_ENABLED);

  static final Option<String> OF =
      Option.text("provider")
          .describedAs(
              "For an endpoint of your own: the provider, or the known service, whose protocol it"
                  + " speaks");
  static final Option<String> KEY_COMMAND =
      Option.text("key-command")
          .describedAs(
              "A command whose first line of output is the key, such as pass show openai; run when"
                  + " the endpoint is first asked");
  static final List<Option<?>> ENDPOINT = List.of(OF, KEY_COMMAND, GatewayToml.ON_DISCONNECT);

  static final Option<Long> CONCURRENCY =
      Numbers.atLeast(1, "concurrency").describedAs("How many calls are under way at a time");
  static final Option<Long> REQUESTS =
      Numbers.atLeast(1, "requests-per-minute").describedAs("How many calls begin in a minute");
  static final Option<Long> TOKENS =
      Numbers.atLeast(1, "tokens-per-minute")
          .describedAs("How many tokens are used in a minute, questions and answers together");
  static final Option<Long> QUEUE =
      Numbers.atLeast(0, "queue")
          .defaultsTo((long) EndpointLimits.DEFAULT_QUEUE)
          .describedAs("How many calls wait at most; 0: what exceeds a limit is refused");
  static final Option<Duration> PATIENCE =
      Option.duration("patience").describedAs("How long a call waits at most");
  static final List<Option<?>> LIMITS = List.of(CONCURRENCY, REQUESTS, TOKENS, QUEUE, PATIENCE);

  static final Option<List<String>> CANDIDATES =
      Option.list("candidates")
          .describedAs("Who can serve it: ENDPOINT/MODEL, or ENDPOINT for its default model");
  static final Option<String> STRATEGY =
      oneOf("strategy", STRATEGIES).defaultsTo(STRATEGIES.get(0)).describedAs("Who is tried first");
  static final Option<List<String>> WEIGHTS =
      Option.list("weights")
          .describedAs("The candidates' shares, in their order, each 1 or more; default: equal");
  static final Option<Boolean> STICKY =
      Option.flag("sticky")
          .defaultsTo(false)
          .describedAs("Whether the calls of one conversation go to the same candidate");
  static final Option<Duration> HEDGE_AFTER =
      Option.duration("hedge-after")
          .describedAs("How long the first has until a second one is asked, too");
  static final List<Option<?>> POOL = List.of(CANDIDATES, STRATEGY, WEIGHTS, STICKY, HEDGE_AFTER);

  private RunnelToml() {}

  /** What a text may be, where that is one of a few words; empty: anything. */
  static List<String> words(Option<?> option) {
    if (option == UNOFFICIAL) {
      return List.of(ALLOW, DENY);
    }
    return option == STRATEGY ? STRATEGIES : List.of();
  }

  /** The environment variable of a key outside of all tables: {@code RUNNEL_MAX_TOKENS}. */
  static String variable(Option<?> option) {
    return "RUNNEL_" + option.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Option<String> oneOf(String name, List<String> words) {
    return Option.text(name)
        .readBy(
            text -> {
              if (words.contains(text)) {
                return text;
              }
              throw new IllegalArgumentException(
                  "expected one of " + String.join(", ", words) + ", got '" + text + "'");
            });
  }
}
