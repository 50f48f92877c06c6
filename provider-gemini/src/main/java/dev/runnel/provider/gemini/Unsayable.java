package dev.runnel.provider.gemini;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;

/** The refusal of what was added to requests after this driver was written. */
final class Unsayable {
  private Unsayable() {}

  static ChatException kind(Object value) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "This driver cannot say " + value.getClass().getSimpleName() + " to Gemini")
        .nextStep("Leave that out, or ask another service")
        .build();
  }
}
