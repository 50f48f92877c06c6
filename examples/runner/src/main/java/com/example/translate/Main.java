package com.example.translate;

import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.EndpointLimits;

/** A plain program that streams a translation and tells who served it, or why nobody did. */
public final class Main {
  private Main() {}

  /**
   * Translates.
   *
   * @param arguments a language, a text, and options as {@code endpoint.key=value}
   */
  public static void main(String... arguments) {
    // Keys and addresses come from the environment, as the shell's do.
    var builder =
        Runner.builder()
            .limits("openai", EndpointLimits.NONE.withConcurrency(4))
            .attempts(AttemptSettings.DEFAULT.withMost(3));
    for (int i = 2; i < arguments.length; i++) {
      builder.option(arguments[i], "the command line");
    }
    try (Runner runner = builder.build()) {
      var call = new Translator(runner).translate(arguments[1], arguments[0]);
      call.stream(System.out::print);
      var outcome = call.outcome().toCompletableFuture().join();
      System.out.println();
      String end =
          outcome.fold(
              completed -> "by " + completed.report().endpoint(),
              incomplete -> "broke off: " + incomplete.cause().describe(),
              failed -> failed.cause().describe(),
              cancelled -> "cancelled");
      System.err.println(end);
      call.trail().forEach(tried -> System.err.println(tried.target() + ": " + tried.result()));
    }
  }
}
