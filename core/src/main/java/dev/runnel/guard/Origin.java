package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;

/** Who a call goes to; stamps failures with it. */
record Origin(String provider, String endpoint) {
  Origin {
    requireNonNull(provider, "provider is null");
    requireNonNull(endpoint, "endpoint is null");
  }

  ChatException.Builder failure(ErrorKind kind, String message) {
    return ChatException.builder(kind, message).provider(provider).endpoint(endpoint);
  }

  /** The same failure, naming this origin where it named none. */
  ChatException stamp(ChatException failure) {
    if (failure.provider().isPresent() && failure.endpoint().isPresent()) {
      return failure;
    }
    ChatException stamped =
        ChatException.builder(failure)
            .provider(failure.provider().orElse(provider))
            .endpoint(failure.endpoint().orElse(endpoint))
            .build();
    stamped.setStackTrace(failure.getStackTrace());
    for (Throwable suppressed : failure.getSuppressed()) {
      stamped.addSuppressed(suppressed);
    }
    return stamped;
  }

  /** Any throwable of a driver as a failure: its own where it is one, else an internal one. */
  ChatException of(Throwable thrown, String where) {
    if (thrown instanceof ChatException failure) {
      return stamp(failure);
    }
    return failure(
            ErrorKind.INTERNAL,
            "The driver of '" + provider + "' threw " + Thrown.text(thrown) + " " + where)
        .cause(thrown)
        .nextStep("This is a bug in the driver; please report it to its author")
        .build();
  }
}
