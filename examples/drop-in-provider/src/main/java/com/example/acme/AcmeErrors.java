package com.example.acme;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import java.time.Duration;

/** What Acme's errors mean where they do not mean the usual. */
final class AcmeErrors {
  static final ErrorMapping MAPPING =
      ErrorMapping.standard()
          .when(
              error -> error.mentions("TEAM_BUDGET"),
              ErrorVerdict.of(ErrorKind.QUOTA)
                  .nextStep("Ask your team lead, or set the option team to another team of yours"))
          .when(
              error -> error.mentions("WARMING_UP"),
              ErrorVerdict.of(ErrorKind.UNAVAILABLE)
                  .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(2))));

  private AcmeErrors() {}
}
