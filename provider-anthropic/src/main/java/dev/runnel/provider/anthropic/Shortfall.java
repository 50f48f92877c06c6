package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Warning;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What of a request a model does not honour though others of the endpoint do: a warning, or a
 * refusal where the caller is strict.
 */
final class Shortfall {
  private final boolean strict;
  private final Optional<ModelInfo> listed;
  private final Consumer<Warning> warnings;

  /**
   * @param listed what the capabilities say of the model: of what it ignores the guard has told
   */
  Shortfall(ChatRequest request, Optional<ModelInfo> listed, Consumer<Warning> warnings) {
    this.strict = request.strict();
    this.listed = listed;
    this.warnings = warnings;
  }

  /** A parameter did not reach the model. */
  void dropped(RequestParameter parameter, String sentence) {
    if (listed.filter(model -> model.ignored().contains(parameter)).isEmpty()) {
      dropped(sentence);
    }
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
