package dev.runnel.provider.openai;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import dev.runnel.http.ServiceError;
import dev.runnel.spi.NearName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What errors mean beyond what they mean everywhere: OpenAI's by its guide to error codes, those of
 * others by what their users have reported.
 */
final class OpenAiErrors {
  /** {@code The model `gpt-9` does not exist}, and the like. */
  private static final Pattern MODEL =
      Pattern.compile("model:? [`'\"]([^`'\"]{1,100})[`'\"]", Pattern.CASE_INSENSITIVE);

  private OpenAiErrors() {}

  /**
   * @param models known by name, for those who have misspelt one
   */
  static ErrorMapping mapping(List<String> models) {
    return ErrorMapping.standard()
        .when(
            // One request over the limit of a minute: it would be refused for ever.
            error -> error.mentions("request too large"),
            ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                .nextStep("Shorten the conversation, or ask for a higher limit of tokens"))
        .when(
            // llama.cpp
            error ->
                error.mentions("exceed_context_size_error")
                    || error.mentions("exceeds the available context size"),
            ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                .nextStep("Shorten the conversation, or start the server with a larger context"))
        .when(
            // Groq: the model wrote what is no call, or no JSON of the schema.
            error -> error.mentions("tool_use_failed") || error.mentions("json_validate_failed"),
            ErrorVerdict.of(ErrorKind.UNAVAILABLE)
                .retry(RetryAdvice.SAME_ENDPOINT)
                .nextStep("Ask again: the model's answer was not of the form demanded"))
        .when(
            error -> error.mentions("unsupported_country_region_territory"),
            ErrorVerdict.of(ErrorKind.PERMISSION)
                .nextStep("Ask another service: this one does not serve this country"))
        .when(
            // LM Studio
            error -> error.mentions("no models loaded"),
            ErrorVerdict.of(ErrorKind.MODEL_NOT_FOUND)
                .nextStep("Load a model in the server, then ask again"))
        .when(
            error ->
                error.mentions("model_not_found")
                    || error.mentions("model") && error.mentions("does not exist"),
            error -> modelNotFound(error, models));
  }

  private static ErrorVerdict modelNotFound(ServiceError error, List<String> models) {
    ErrorVerdict verdict = ErrorVerdict.of(ErrorKind.MODEL_NOT_FOUND);
    Matcher asked = MODEL.matcher(error.message() == null ? "" : error.message());
    return asked.find()
        ? NearName.of(asked.group(1), models)
            .filter(near -> !near.equals(asked.group(1)))
            .map(near -> verdict.nextStep("Did you mean '" + near + "'?"))
            .orElseGet(() -> choose(verdict))
        : choose(verdict);
  }

  private static ErrorVerdict choose(ErrorVerdict verdict) {
    return verdict.nextStep("Choose one of the models that the service lists for your key");
  }
}
