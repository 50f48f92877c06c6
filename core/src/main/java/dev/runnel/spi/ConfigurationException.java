package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot work: all its mistakes at once. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  /**
   * One mistake.
   *
   * @param key the full key, such as {@code ails.base-url}; empty: the mistake is the source's own
   * @param source where it was written; may be empty where there is a key
   * @param problem what is wrong and what would be right, as the rest of a sentence that starts
   *     with the key, or with the source
   */
  public record Mistake(String key, String source, String problem) {
    public Mistake {
      requireNonNull(key, "key is null");
      requireNonNull(source, "source is null");
      requireNonNull(problem, "problem is null");
    }

    @Override
    public String toString() {
      return key.isEmpty()
          ? source + " " + problem
          : "'" + key + "' " + (source.isEmpty() ? "" : "(" + source + ") ") + problem;
    }
  }

  /** Reports mistakes; at least one. */
  public ConfigurationException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** The mistakes in the order in which they were found; unmodifiable, never empty. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
