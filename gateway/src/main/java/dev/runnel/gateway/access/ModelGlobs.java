package dev.runnel.gateway.access;

import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which models a caller may ask for, as globs: {@code *} is any text, {@code ?} any letter. One
 * with a slash means {@code ENDPOINT/MODEL}, one without a model of any endpoint, or a name of the
 * user's for several. Immutable.
 */
final class ModelGlobs {
  private final List<String> globs;
  private final List<Pattern> ofModels;
  private final List<Pattern> ofEndpoints;

  /**
   * Allows these.
   *
   * @param globs empty: everything
   */
  ModelGlobs(List<String> globs) {
    this.globs = List.copyOf(globs);
    ofModels = globs.stream().filter(one -> !one.contains("/")).map(ModelGlobs::pattern).toList();
    ofEndpoints = globs.stream().filter(one -> one.contains("/")).map(ModelGlobs::pattern).toList();
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
    return globs.isEmpty();
  }

  /** As they were written, for a message. */
  String shown() {
    return String.join(", ", globs);
  }

  /** Whether a model of an endpoint may be asked for. */
  boolean allow(String endpoint, Optional<String> model) {
    return allowsAll()
        || any(ofEndpoints, endpoint + "/" + model.orElse(""))
        || model.filter(this::allowName).isPresent();
  }

  /** Whether a model, or a name that stands for others, may be asked for, whoever serves it. */
  boolean allowName(String name) {
    return allowsAll() || any(ofModels, name);
  }

  /**
   * Whether a request may go where it would.
   *
   * @param asked the model as the caller named it
   */
  boolean allow(Route route, Optional<String> asked) {
    // What has a slash may begin with an endpoint, and is judged by who serves it.
    if (allowsAll()
        || asked.filter(name -> !name.contains("/")).filter(this::allowName).isPresent()) {
      return true;
    }
    // Any of them may serve it: one that is forbidden forbids it.
    List<Candidate> candidates = route.candidates();
    return !candidates.isEmpty()
        && candidates.stream().allMatch(one -> allow(one.endpoint().id(), one.model()));
  }

  private static boolean any(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
