package dev.runnel.provider.ollama;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import dev.runnel.http.ServiceError;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What Ollama's errors mean. It has no codes, only statuses and sentences, and gives several of
 * them in the middle of an answer, without a status; so they are told by their words.
 */
final class OllamaErrors {
  private static final List<String> TOO_LONG =
      List.of(
          "exceeds the available context size",
          "exceed_context_size",
          "exceeds the context length",
          "exceeds maximum context length",
          "context length exceeded");

  private static final Pattern NO_MODEL =
      Pattern.compile("(?s).*\\bmodel\\b.*\\bnot found\\b.*", Pattern.CASE_INSENSITIVE);

  static final ErrorMapping MAPPING =
      ErrorMapping.standard()
          .when(
              error -> TOO_LONG.stream().anyMatch(error::mentions),
              ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                  .nextStep(
                      "Shorten the conversation, let the model see more of it with the option"
                          + " num-ctx, or let Ollama leave out the oldest messages with"
                          + " truncate=true"))
          .when(
              error -> error.mentions("does not support"),
              ErrorVerdict.of(ErrorKind.INVALID_REQUEST)
                  .retry(RetryAdvice.ANOTHER_ENDPOINT)
                  .nextStep(
                      "Choose a model that can; `ollama show MODEL` tells what one is capable of"))
          .when(
              OllamaErrors::saysModelIsMissing,
              ErrorVerdict.of(ErrorKind.MODEL_NOT_FOUND)
                  .nextStep("Get it with `ollama pull MODEL`; `ollama list` tells what is there"))
          .when(
              error -> error.mentions("requires more system memory"),
              ErrorVerdict.of(ErrorKind.UNAVAILABLE)
                  .retry(RetryAdvice.ANOTHER_ENDPOINT)
                  .nextStep("Choose a smaller model, or free memory on Ollama's machine"))
          .when(
              error -> error.status().equals(OptionalInt.of(401)),
              ErrorVerdict.of(ErrorKind.AUTHENTICATION)
                  .nextStep(
                      "For a model in the cloud sign in with `ollama signin`, or set OLLAMA_API_KEY"
                          + " and ask the endpoint ollama-cloud; elsewhere set the option api-key"));

  private OllamaErrors() {}

  private static boolean saysModelIsMissing(ServiceError error) {
    return error.message() != null && NO_MODEL.matcher(error.message()).matches();
  }
}
