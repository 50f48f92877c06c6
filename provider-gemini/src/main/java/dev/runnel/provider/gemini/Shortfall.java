package dev.runnel.provider.gemini;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Warning;
import java.util.function.Consumer;

/**
 * What of a request a model does not honour though others of the endpoint do: a warning, or a
 * refusal where the caller is strict.
 */
final class Shortfall {
  private final boolean strict;
  private final Consumer<Warning> warnings;

  Shortfall(ChatRequest request, Consumer<Warning> warnings) {
    this.strict = request.strict();
    this.warnings = warnings;
  }

  /** Something did not reach the model as it was asked for. */
  void dropped(String sentence) {
    if (strict) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "The request is strict and not all of it can be honoured: " + sentence)
          .nextStep("Leave that out, do not ask strictly, or ask another model")
          .build();
    }
    warnings.accept(Warning.dropped(sentence));
  }

  /** Something the caller should know that is no shortfall. */
  void note(String sentence) {
    warnings.accept(new Warning(Warning.Kind.OTHER, sentence));
  }
}
