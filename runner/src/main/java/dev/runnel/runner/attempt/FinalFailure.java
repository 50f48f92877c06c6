package dev.runnel.runner.attempt;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Timeouts;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller is told of several attempts. */
final class FinalFailure {
  private FinalFailure() {}

  /**
   * The failure of a call that nobody answered: the one that forbade to go on, else that of the
   * best candidate that was asked, since the others were only its substitutes; with what else was
   * tried.
   */
  static ChatException of(List<Standing> standings, List<Attempt> trail) {
    @Nullable Standing told = told(standings).orElse(null);
    if (told == null || told.failure == null) {
      return nobodyAsked(standings);
    }
    long asked = trail.stream().filter(one -> one.number() > 0).count();
    return trail.size() == 1 ? told.failure : with(told.failure, told.candidate, trail, asked);
  }

  /** Whose failure is told; empty: nobody was asked. */
  static Optional<Standing> told(List<Standing> standings) {
    return standings.stream()
        .filter(one -> one.decides)
        .findFirst()
        .or(() -> standings.stream().filter(one -> one.failure != null).findFirst());
  }

  private static ChatException with(
      ChatException failure, Candidate candidate, List<Attempt> trail, long asked) {
    String others =
        trail.stream()
            .filter(one -> !one.target().equals(candidate.toString()))
            .map(FinalFailure::inWords)
            .distinct()
            .collect(Collectors.joining(", "));
    StringBuilder more = new StringBuilder(withStatus(failure));
    if (asked > 1) {
      more.append("; tried ").append(asked).append(others.isEmpty() ? " times" : " times in all");
    }
    if (!others.isEmpty()) {
      more.append(asked > 1 ? ": " : "; ").append(others);
    }
    ChatException told = copy(failure, more.toString()).build();
    told.setStackTrace(failure.getStackTrace());
    trail.stream()
        .flatMap(one -> one.failure().stream())
        .filter(other -> other != failure)
        .forEach(told::addSuppressed);
    return told;
  }

  /** What went wrong, with the status at once: behind what else was tried it would be of that. */
  private static String withStatus(ChatException failure) {
    String message = String.valueOf(failure.getMessage()).replaceFirst("\\.+$", "");
    String status =
        failure.httpStatus().isPresent() ? " (HTTP " + failure.httpStatus().getAsInt() + ")" : "";
    return message.contains(status) ? message : message + status;
  }

  private static ChatException.Builder copy(ChatException failure, String message) {
    ChatException.Builder copy =
        ChatException.builder(failure.kind(), message)
            .cause(failure.getCause())
            .retry(failure.retry())
            .provider(failure.provider().orElse(null))
            .endpoint(failure.endpoint().orElse(null))
            .nextStep(failure.nextStep().orElse(null))
            .clock(failure.clock().orElse(null));
    failure.httpStatus().ifPresent(copy::httpStatus);
    return copy;
  }

  private static ChatException nobodyAsked(List<Standing> standings) {
    List<ChatException> why =
        standings.stream().map(one -> one.obstacle).filter(Objects::nonNull).toList();
    if (why.isEmpty()) {
      return ChatException.of(ErrorKind.INTERNAL, "Nobody was asked");
    }
    if (why.size() == 1) {
      return why.get(0);
    }
    String all =
        standings.stream()
            .filter(one -> one.obstacle != null)
            .map(one -> one + ": " + Objects.requireNonNull(one.obstacle).getMessage())
            .collect(Collectors.joining("; "));
    return copy(why.get(0), "Nobody can be asked now. " + all).endpoint(null).build();
  }

  private static String inWords(Attempt one) {
    return switch (one.result()) {
      case SKIPPED -> one.target() + " was left out (" + one.trouble() + ")";
      case OVERTAKEN -> one.target() + " was slower";
      default -> one.target() + " failed (" + one.trouble() + ")";
    };
  }

  /** What is told where somebody else answered than who was meant to; empty: nobody else did. */
  static Optional<String> detour(Candidate answering, List<Attempt> trail, Plan plan) {
    if (answering.equals(plan.candidates().get(0))) {
      return Optional.empty();
    }
    String before =
        trail.stream()
            .filter(one -> !one.target().equals(answering.toString()))
            .map(FinalFailure::inWords)
            .distinct()
            .collect(Collectors.joining(", "));
    return Optional.of(answering + " answered" + (before.isEmpty() ? "" : "; " + before));
  }

  /** The whole took too long. */
  static ChatException outOfTime(Timeouts clocks) {
    return ChatException.builder(
            ErrorKind.TIMEOUT, "The call took longer than " + clocks.total().toMillis() + " ms")
        .clock(Timeouts.Clock.TOTAL)
        .build();
  }
}
