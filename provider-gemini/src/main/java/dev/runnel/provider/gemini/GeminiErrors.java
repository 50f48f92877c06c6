package dev.runnel.provider.gemini;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import dev.runnel.http.ServiceError;
import dev.runnel.spi.NearName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service's errors mean. They are a {@code google.rpc.Status}: its name, the reasons in
 * its details and the quotas that were exceeded are all in the error's type.
 */
final class GeminiErrors {
  /** The type of the error that a blocked prompt is made. */
  static final String BLOCKED_PROMPT = "prompt_blocked";

  /** The type of the error that a tool call is made which is none. */
  static final String MALFORMED_CALL = "malformed_call";

  private static final ErrorVerdict NO_KEY =
      ErrorVerdict.of(ErrorKind.AUTHENTICATION)
          .nextStep("Set GEMINI_API_KEY to a key from https://aistudio.google.com/apikey");

  private static final ErrorVerdict QUOTA =
      ErrorVerdict.of(ErrorKind.QUOTA)
          .nextStep("Enable billing for the key's project, wait a day, or ask another service");

  /** A message begins with the name: {@code models/x is not found for API version …}. */
  private static final Pattern MODEL = Pattern.compile("models/(\\S+) is not found");

  private static final ErrorMapping MAPPING =
      ErrorMapping.standard()
          .when(
              error -> error.mentions(BLOCKED_PROMPT),
              ErrorVerdict.of(ErrorKind.CONTENT_FILTERED).nextStep("Rephrase the request"))
          .when(
              error -> error.mentions(MALFORMED_CALL),
              ErrorVerdict.of(ErrorKind.PROTOCOL)
                  .retry(RetryAdvice.SAME_ENDPOINT)
                  .nextStep("Ask again: the next answer is another"))
          .when(GeminiErrors::refusesKey, NO_KEY)
          .when(
              error ->
                  error.mentions("User location is not supported")
                      || error.mentions("not available in your country"),
              ErrorVerdict.of(ErrorKind.BLOCKED)
                  .nextStep("Enable billing for the key's project, or ask another service"))
          .when(
              error -> error.mentions("SERVICE_DISABLED"),
              ErrorVerdict.of(ErrorKind.PERMISSION)
                  .nextStep("Enable the Generative Language API for the key's project"))
          .when(
              error -> error.mentions("exceeds the maximum number of tokens"),
              ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                  .nextStep("Shorten the conversation, or choose a model that takes more"))
          .when(GeminiErrors::hasNothingLeft, QUOTA)
          .when(
              error -> error.mentions("RESOURCE_EXHAUSTED"),
              ErrorVerdict.of(ErrorKind.RATE_LIMITED)
                  .nextStep("Wait a while, or ask another service"))
          .when(
              error -> error.mentions("thought_signature"),
              ErrorVerdict.of(ErrorKind.INVALID_REQUEST)
                  .retry(RetryAdvice.ANOTHER_ENDPOINT)
                  .nextStep("Continue with the assistant's message as the answer gave it"));

  private GeminiErrors() {}

  /**
   * The mapping of one endpoint.
   *
   * @param models those that it is known to have
   */
  static ErrorMapping mapping(List<String> models) {
    return MAPPING.when(
        error -> error.mentions("NOT_FOUND") && error.mentions("models/"),
        error -> ErrorVerdict.of(ErrorKind.MODEL_NOT_FOUND).nextStep(instead(error, models)));
  }

  private static String instead(ServiceError error, List<String> models) {
    Matcher named = MODEL.matcher(String.valueOf(error.message()));
    return (named.find() ? NearName.of(named.group(1), models) : Optional.<String>empty())
        .map(near -> "Did you mean '" + near + "'?")
        .orElse("Choose one of the models that `models` lists for this endpoint");
  }

  private static boolean refusesKey(ServiceError error) {
    return error.mentions("API_KEY_INVALID")
        || error.mentions("API key not valid")
        || error.mentions("API key expired")
        || error.mentions("reported as leaked")
        || error.mentions("unregistered callers")
        || error.mentions("UNAUTHENTICATED");
  }

  /**
   * The service says "quota" of limits by the minute, too; those it names, and says when to come
   * back. What is used up for the day, or was never granted, does not come back soon.
   */
  private static boolean hasNothingLeft(ServiceError error) {
    if (!error.mentions("RESOURCE_EXHAUSTED")) {
      return false;
    }
    return error.mentions("PerDay")
        || error.mentions("limit: 0")
        || (error.mentions("exceeded your current quota") && !error.mentions("PerMinute"));
  }
}
