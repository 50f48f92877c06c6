package dev.runnel.cli.command;

import dev.runnel.api.ChatException;
import dev.runnel.cassette.CassetteException;
import dev.runnel.cli.batch.BatchException;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.config.template.TemplateException;
import dev.runnel.history.HistoryException;
import dev.runnel.plugins.install.InstallException;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import dev.runnel.spi.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What went wrong, in words for a person: one paragraph, and what to do next.
 *
 * @param message the paragraph; empty: there is nothing to say
 * @param exitCode what the process says of it
 * @param thrown for whoever wants the stack trace
 */
record Failure(String message, int exitCode, Throwable thrown) {
  private static final String OWN_STEP = "Try --sandbox, which needs no key and no network.";

  static Failure of(Throwable thrown) {
    if (thrown instanceof OutputFailedException failed) {
      return failed.readerLeft()
          ? new Failure("", ExitCode.OUTPUT_CLOSED, failed)
          : new Failure(failed.getMessage() + ".", ExitCode.FAILED, failed);
    }
    if (thrown instanceof NoEndpointException none) {
      return new Failure(explain(none.route()), exitCode(none.route()), none);
    }
    if (thrown instanceof ConfigurationException wrong) {
      return new Failure(configuration(wrong), ExitCode.USAGE, wrong);
    }
    if (thrown instanceof UsageException || thrown instanceof TemplateException) {
      return new Failure(String.valueOf(thrown.getMessage()), ExitCode.USAGE, thrown);
    }
    if (thrown instanceof InstallException stopped) {
      boolean refused = stopped.kind() == InstallException.Kind.REFUSED;
      int exitCode = refused ? ExitCode.USAGE : ExitCode.FAILED;
      return new Failure(sentence(String.valueOf(stopped.getMessage())), exitCode, stopped);
    }
    if (thrown instanceof CassetteException failed) {
      return new Failure(sentence(String.valueOf(failed.getMessage())), ExitCode.FAILED, failed);
    }
    if (thrown instanceof HistoryException failed) {
      return new Failure(sentence(String.valueOf(failed.getMessage())), ExitCode.FAILED, failed);
    }
    if (thrown instanceof BatchException stopped) {
      return new Failure(sentence(String.valueOf(stopped.getMessage())), ExitCode.FAILED, stopped);
    }
    if (thrown instanceof ChatException failed) {
      return new Failure(sentence(failed.describe()), ExitCode.FAILED, failed);
    }
    return new Failure(
        "Something is wrong inside of runnel: "
            + thrown
            + ". Please report it, with what -v prints.",
        ExitCode.FAILED,
        thrown);
  }

  /** The same, with a word on plugins where nobody has a name and they are left out. */
  Failure heeding(Map<String, String> environment) {
    boolean unknown =
        thrown instanceof NoEndpointException none
            && first(none.route(), Reason.UnknownEndpoint.class).isPresent();
    return unknown && PluginOptions.areOff(environment)
        ? new Failure(message + " RUNNEL_PLUGINS=off leaves plugins out.", exitCode, thrown)
        : this;
  }

  /** Says it on standard error. */
  void tell(Output err, boolean verbose) {
    if (!message.isEmpty()) {
      err.tell("error: " + message);
      if (verbose) {
        err.tell(stackTrace(thrown));
      }
    }
  }

  static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  /** The text with a full stop, unless it ends as a sentence already. */
  static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? text : text + ".";
  }

  private static int exitCode(Route route) {
    if (first(route, Reason.UnknownEndpoint.class).isPresent()) {
      return ExitCode.USAGE;
    }
    return route.lacksOnlyCredentials() ? ExitCode.CREDENTIALS : ExitCode.NO_ENDPOINT;
  }

  private static String explain(Route route) {
    String refusal = route.refusal(OWN_STEP);
    Optional<String> denied = denied(route);
    if (denied.isPresent()) {
      boolean alone = !refusal.contains(OWN_STEP);
      return refusal
          + " Name one with -p "
          + denied.get()
          + (alone
              ? ", allow such services with --unofficial, or try --sandbox, which needs no network."
              : ", or allow such services with --unofficial.");
    }
    boolean wrongModel = first(route, Reason.WrongModel.class).isPresent();
    return route.remediable().isEmpty() && wrongModel
        ? refusal + " `runnel models` lists them."
        : refusal;
  }

  private static Optional<String> denied(Route route) {
    return route.remediable().stream()
        .filter(rejection -> rejection.reason() instanceof Reason.DeniedByPolicy)
        .map(Rejection::endpoint)
        .findFirst();
  }

  private static Optional<Rejection> first(Route route, Class<? extends Reason> kind) {
    return route.rejected().stream()
        .filter(rejection -> kind.isInstance(rejection.reason()))
        .findFirst();
  }

  private static String configuration(ConfigurationException wrong) {
    int count = wrong.mistakes().size();
    String mistakes =
        wrong.mistakes().stream()
            .map(ConfigurationException.Mistake::toString)
            .collect(Collectors.joining("; "));
    String first = wrong.mistakes().get(0).key().isEmpty() ? "" : "The option ";
    return sentence((count == 1 ? first : count + " options are wrong: ") + mistakes);
  }
}
