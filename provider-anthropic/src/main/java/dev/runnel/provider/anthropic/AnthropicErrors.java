package dev.runnel.provider.anthropic;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import dev.runnel.http.ServiceError;
import dev.runnel.spi.NearName;
import java.util.List;

/** What the service's errors mean, beside what their types say by themselves. */
final class AnthropicErrors {
  private static final String NAMED = "model:";

  private AnthropicErrors() {}

  /**
   * @param models those that the endpoint is known to have
   */
  static ErrorMapping mapping(List<String> models) {
    return ErrorMapping.standard()
        .when(
            error -> error.mentions("authentication_error"),
            ErrorVerdict.of(ErrorKind.AUTHENTICATION)
                .nextStep(
                    "Set ANTHROPIC_API_KEY to a key from https://platform.claude.com/settings/keys"))
        .when(
            AnthropicErrors::hasNothingLeft,
            ErrorVerdict.of(ErrorKind.QUOTA)
                .nextStep(
                    "Buy credits or raise the limit at https://platform.claude.com/settings/billing,"
                        + " or ask another service"))
        .when(
            error -> error.mentions("overloaded_error") || is(error, 529),
            ErrorVerdict.of(ErrorKind.UNAVAILABLE)
                .nextStep("The service has too much to do: try again later, or ask another model"))
        .when(
            error -> error.mentions("request_too_large") || is(error, 413),
            ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                .nextStep("The service takes 32 MB at most: send fewer or smaller images"))
        .when(
            error -> error.mentions("exceed context limit") || error.mentions("prompt is too long"),
            ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                .nextStep("Shorten the conversation, or choose a model that takes more"))
        .when(
            error -> error.mentions("content filtering policy"),
            ErrorVerdict.of(ErrorKind.CONTENT_FILTERED).nextStep("Rephrase the request"))
        .when(
            error -> error.mentions("not_found_error") && error.mentions("model"),
            error -> ErrorVerdict.of(ErrorKind.MODEL_NOT_FOUND).nextStep(instead(error, models)))
        .when(
            error -> error.mentions("`thinking` block") || error.mentions("thinking` or `redacted"),
            ErrorVerdict.of(ErrorKind.INVALID_REQUEST)
                .retry(RetryAdvice.ANOTHER_ENDPOINT)
                .nextStep(
                    "Continue with the assistant's message as the answer gave it, and change"
                        + " nothing before it"));
  }

  private static boolean is(ServiceError error, int status) {
    return error.status().orElse(0) == status;
  }

  private static boolean hasNothingLeft(ServiceError error) {
    return error.mentions("billing_error")
        || error.mentions("credit balance is too low")
        || error.mentions("specified API usage limits")
        || error.mentions("spend limit");
  }

  /** The service says {@code model: } and the name that it does not know. */
  private static String instead(ServiceError error, List<String> models) {
    String said = error.message() == null ? "" : error.message();
    String name = said.startsWith(NAMED) ? said.substring(NAMED.length()).strip() : "";
    return NearName.of(name, models)
        .map(near -> "Did you mean '" + near + "'?")
        .orElse("Choose one of the models that `models` lists for this endpoint");
  }
}
