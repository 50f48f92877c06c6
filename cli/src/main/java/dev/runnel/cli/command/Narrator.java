package dev.runnel.cli.command;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.cli.render.CandidateText;
import dev.runnel.cli.render.RouteExplanation;
import dev.runnel.cli.render.RouteText;
import dev.runnel.cli.render.Tempo;
import dev.runnel.cli.render.UsageText;
import dev.runnel.cli.shell.Output;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Says on standard error what happens to a call: warnings and failures always, the rest if asked.
 */
final class Narrator {
  /** Where the keys of a sandbox come from, in the runner's words. */
  private static final String MADE_UP = "application";

  private final Output err;
  private final boolean verbose;
  private final boolean usage;
  private final Tempo tempo = new Tempo(System::nanoTime);
  private String start = "";
  private Supplier<String> keys = () -> "";
  private String chosen = "";

  Narrator(Output err, boolean verbose) {
    this(err, verbose, false);
  }

  /**
   * Narrates.
   *
   * @param usage whether it says in any case what was used
   */
  Narrator(Output err, boolean verbose, boolean usage) {
    this.err = err;
    this.verbose = verbose;
    this.usage = usage;
  }

  void routed(Route route, RouteExplanation.Options options, Optional<Timeouts> timeouts) {
    start = route.chosen().map(Candidate::endpoint).flatMap(Endpoint::howToStart).orElse("");
    keys = () -> route.chosen().map(one -> keys(one.endpoint(), options)).orElse("");
    chosen = route.chosen().map(one -> one.endpoint().id()).orElse("");
    if (!verbose) {
      return;
    }
    route.chosen().ifPresent(chosen -> err.tell("route: " + CandidateText.of(chosen)));
    route.rejected().forEach(rejection -> err.tell("route: not chosen: " + rejection));
    err.tell("clocks: " + RouteText.clocks(timeouts.orElse(Timeouts.DEFAULT)));
  }

  /** Tells of attempts as they happen. */
  RunnerObserver ofAttempts() {
    return new AttemptNarrator(err, verbose);
  }

  /** A sink that takes the time and hands on. */
  TokenSink watching(TokenSink sink) {
    return new TokenSink() {
      @Override
      public void onStart(Call call) {
        sink.onStart(call);
      }

      @Override
      public void onToken(String token) {
        tempo.content();
        sink.onToken(token);
      }

      @Override
      public void onReasoning(String text) {
        tempo.reasoning();
        sink.onReasoning(text);
      }

      @Override
      public void onReasoningSignature(String signature) {
        sink.onReasoningSignature(signature);
      }

      @Override
      public void onToolResult(ContentPart.ToolResult result) {
        tempo.content();
        sink.onToolResult(result);
      }

      @Override
      public void onToolCall(ChatEvent.ToolCallDelta delta) {
        tempo.content();
        sink.onToolCall(delta);
      }

      @Override
      public void onUsage(Usage usage) {
        sink.onUsage(usage);
      }

      @Override
      public void onEnd(Outcome outcome) {
        sink.onEnd(outcome);
      }
    };
  }

  void ended(Outcome outcome) {
    outcome.report().warnings().stream()
        .filter(warning -> warning.kind() != Warning.Kind.FALLBACK) // told when it happened
        .forEach(warning -> warn(warning.message()));
    outcome.<Boolean>fold(this::completed, this::incomplete, this::failed, cancelled -> true);
    if (verbose) {
      err.tell("took: " + timing(outcome));
    }
    if (usage || verbose) {
      err.tell(UsageText.of(outcome, tempo));
    }
  }

  private boolean completed(Outcome.Completed completed) {
    FinishReason reason = completed.finishReason();
    if (reason.kind() == FinishReason.Kind.LENGTH) {
      warn("the answer was cut off at the token limit; --max-tokens raises it");
    } else if (reason.kind() == FinishReason.Kind.CONTENT_FILTER) {
      warn("the service withheld the rest of the answer");
    } else if (reason.kind() == FinishReason.Kind.REFUSAL) {
      warn("the model declined to answer");
    } else if (reason.kind() == FinishReason.Kind.TOOL_CALLS) {
      warn("the model asked for tools, which this command does not run; --json shows them");
    }
    return true;
  }

  private boolean incomplete(Outcome.Incomplete incomplete) {
    fail("The answer is incomplete. " + incomplete.cause().describe(), incomplete.cause());
    return true;
  }

  private boolean failed(Outcome.Failed failed) {
    String told = failed.cause().describe();
    fail(
        told
            + (failed.contentDelivered() ? ". What was printed before is not whole" : "")
            + howToStart(failed, told)
            + whichKey(failed, told),
        failed.cause());
    return true;
  }

  /** For a server on this machine that is not there, unless its driver has said it. */
  private String howToStart(Outcome.Failed failed, String told) {
    boolean absent =
        failed.cause().kind() == ErrorKind.CONNECTION
            && !failed.contentDelivered()
            && ofTheChosen(failed);
    return !absent || start.isEmpty() || told.toLowerCase(Locale.ROOT).contains(start)
        ? ""
        : ". If it does not run, " + start;
  }

  /** Where the credentials come from, unless the driver has said what to do about them. */
  private String whichKey(Outcome.Failed failed, String told) {
    if (failed.cause().kind() != ErrorKind.AUTHENTICATION
        || !ofTheChosen(failed)
        || !told.endsWith("Check the credentials")) {
      return "";
    }
    String places = keys.get();
    return places.isEmpty() ? "" : " in " + places;
  }

  private boolean ofTheChosen(Outcome.Failed failed) {
    return failed.cause().endpoint().filter(id -> !id.equals(chosen)).isEmpty();
  }

  /** Where they were found, or else where they could be. */
  private static String keys(Endpoint endpoint, RouteExplanation.Options options) {
    List<String> names = endpoint.authentication().options();
    String found =
        options.of(endpoint.id()).stream()
            .filter(value -> names.contains(value.option().name()))
            .flatMap(value -> value.source().stream())
            .filter(source -> !source.equals(MADE_UP))
            .map(source -> source.replaceFirst("^environment variable ", ""))
            .collect(Collectors.joining(" or "));
    if (!found.isEmpty()) {
      return found;
    }
    return endpoint.provider().description().options().stream()
        .filter(option -> names.contains(option.name()))
        .map(option -> endpoint.variables(option).get(0))
        .collect(Collectors.joining(" or "));
  }

  private void warn(String message) {
    err.tell("warning: " + message);
  }

  private void fail(String message, ChatException cause) {
    new Failure(Failure.sentence(message), 0, cause).tell(err, verbose);
  }

  private String timing(Outcome outcome) {
    return RouteText.seconds(tempo.took())
        + tempo
            .toFirst()
            .map(
                first ->
                    ", the first token after "
                        + RouteText.seconds(first)
                        + ", "
                        + tempo.contents()
                        + " in all"
                        + UsageText.rate(tempo.tokensPerSecond(outcome.usage())))
            .orElse("");
  }
}
