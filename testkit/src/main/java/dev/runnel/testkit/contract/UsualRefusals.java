package dev.runnel.testkit.contract;

import dev.runnel.api.ErrorKind;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.Optional;
import java.util.OptionalInt;

/** How services refuse requests where nobody says otherwise: by RFC 9110, with a word in JSON. */
final class UsualRefusals {
  private UsualRefusals() {}

  static Optional<HttpAnswer> of(ErrorKind kind, String message) {
    OptionalInt status = status(kind);
    return status.isEmpty()
        ? Optional.empty()
        : Optional.of(
            HttpAnswer.status(status.getAsInt())
                .json("{\"error\":{\"message\":\"" + escaped(message) + "\"}}"));
  }

  private static OptionalInt status(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST -> OptionalInt.of(400);
      case AUTHENTICATION -> OptionalInt.of(401);
      case PERMISSION -> OptionalInt.of(403);
      case MODEL_NOT_FOUND -> OptionalInt.of(404);
      case RATE_LIMITED -> OptionalInt.of(429);
      case UNAVAILABLE -> OptionalInt.of(503);
      default -> OptionalInt.empty();
    };
  }

  private static String escaped(String message) {
    return message.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
