package dev.runnel.gateway.access;

import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which models a caller may ask for, as globs: {@code *} is any text, {@code ?} any letter. Each is
 * compared with {@code MODEL} and with {@code ENDPOINT/MODEL}. Immutable.
 */
final class ModelGlobs {
  private final List<String> globs;
  private final List<Pattern> patterns;

  /**
   * Allows these.
   *
   * @param globs empty: everything
   */
  ModelGlobs(List<String> globs) {
    this.globs = List.copyOf(globs);
    patterns = globs.stream().map(ModelGlobs::pattern).toList();
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        glob.chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }

  boolean allowsAll() {
    return patterns.isEmpty();
  }

  /** As they were written, for a message. */
  String shown() {
    return String.join(", ", globs);
  }

  /** Whether a model of an endpoint may be asked for. */
  boolean allow(String endpoint, Optional<String> model) {
    return allowsAll()
        || matches(endpoint + model.map(name -> "/" + name).orElse(""))
        || model.filter(this::matches).isPresent();
  }

  /** Whether a name may be asked for that stands for others, whoever serves it. */
  boolean allowName(String name) {
    return allowsAll() || matches(name);
  }

  /**
   * Whether a request may go where it would.
   *
   * @param asked the model as the caller named it
   */
  boolean allow(Route route, Optional<String> asked) {
    if (allowsAll() || asked.filter(this::matches).isPresent()) {
      return true;
    }
    // Any of them may serve it: one that is forbidden forbids it.
    List<Candidate> candidates = route.candidates();
    return !candidates.isEmpty()
        && candidates.stream().allMatch(one -> allow(one.endpoint().id(), one.model()));
  }

  private boolean matches(String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
