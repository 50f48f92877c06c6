package dev.runnel.runner.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to set or to start so that somebody can serve: short however many there are. */
final class UnreadyText {
  /** More variables than this are no help. */
  private static final int MOST_VARIABLES = 6;

  private UnreadyText() {}

  /**
   * One paragraph.
   *
   * @param unready not empty
   * @param ownStep what the program offers itself, as a sentence; may be empty
   */
  static String of(List<Rejection> unready, String ownStep) {
    List<String> sentences = new ArrayList<>();
    if (unready.size() == 1) {
      sentences.add(RefusalText.stopped(unready.get(0).toString()));
      sentences.add(ownStep);
    } else {
      sentences.add("No service is ready to answer.");
      sentences.add(ownStep);
      sentences.add(keys(unready));
      sentences.add(settings(unready));
      sentences.add(starts(unready));
    }
    return sentences.stream()
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String keys(List<Rejection> unready) {
    List<String> variables = new ArrayList<>();
    for (Rejection rejection : unready) {
      if (rejection.reason() instanceof Reason.CredentialsMissing credentials) {
        variables.add(
            Words.list(
                credentials.missing().stream()
                    .flatMap(one -> one.variables().stream().limit(1))
                    .toList()));
      }
    }
    if (variables.isEmpty()) {
      return "";
    }
    return "Set a key: "
        + (variables.size() > MOST_VARIABLES
            ? String.join(", ", variables.subList(0, MOST_VARIABLES)) + " or another"
            : Words.choice(variables))
        + command(unready).map(it -> ", or run `" + it + "`.").orElse(".");
  }

  /** The command that would set one of them, without saying which. */
  private static Optional<String> command(List<Rejection> unready) {
    return unready.stream()
        .filter(rejection -> rejection.reason() instanceof Reason.CredentialsMissing)
        .flatMap(
            rejection ->
                ((Reason.CredentialsMissing) rejection.reason())
                    .missing().stream()
                        .flatMap(one -> one.command().stream())
                        .filter(command -> command.endsWith(" " + rejection.endpoint()))
                        .map(it -> it.substring(0, it.lastIndexOf(' ')) + " ENDPOINT"))
        .findFirst();
  }

  private static String settings(List<Rejection> unready) {
    return unready.stream()
        .filter(rejection -> rejection.reason() instanceof Reason.SettingsMissing)
        .map(rejection -> RefusalText.stopped(rejection.toString()))
        .collect(Collectors.joining(" "));
  }

  private static String starts(List<Rejection> unready) {
    List<String> starts = new ArrayList<>();
    for (Rejection rejection : unready) {
      if (rejection.reason() instanceof Reason.NotListening absent) {
        starts.add(
            "For "
                + rejection.endpoint()
                + ", "
                + absent.howToStart().orElse("start it so that it listens at " + absent.address())
                + ".");
      }
    }
    return String.join(" ", starts);
  }
}
