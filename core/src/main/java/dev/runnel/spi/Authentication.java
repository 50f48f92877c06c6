package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a service needs to let a request in.
 *
 * @param need where there is no use without
 * @param options the names of the secret options that carry the credentials; unmodifiable
 */
public record Authentication(Need need, List<String> options) {
  /** Where the credentials must be set. */
  public enum Need {
    /** Nowhere: they are used where they are set. */
    OPTIONAL,
    /**
     * At the service's own address, which is the default of its {@link StandardOptions#BASE_URL},
     * or what an {@link EndpointPreset} sets. Elsewhere they are used where they are set: a server
     * on the user's own machine that speaks the same protocol may want none.
     */
    AT_HOME,
    /** The same, and one of them is enough. */
    ONE_AT_HOME,
    /** Everywhere. */
    ALWAYS
  }

  /** Anyone may use the service. */
  public static final Authentication NONE = new Authentication(Need.OPTIONAL, List.of());

  public Authentication {
    requireNonNull(need, "need is null");
    options = List.copyOf(requireNonNull(options, "options is null"));
  }

  /** There is no use without these secret options, wherever the service is. */
  public static Authentication requires(Option<?>... options) {
    return new Authentication(Need.ALWAYS, names(options));
  }

  /**
   * There is no use without these secret options at the service's own address; where the user has
   * set another one, they are used where they are set.
   */
  public static Authentication requiresAtHome(Option<?>... options) {
    return new Authentication(Need.AT_HOME, names(options));
  }

  /**
   * The same where any one of these is enough, such as a key or a token.
   *
   * @param options the one first that a user who has none is told of
   */
  public static Authentication requiresOneAtHome(Option<?>... options) {
    return new Authentication(Need.ONE_AT_HOME, names(options));
  }

  /** These secret options are used where they are set. */
  public static Authentication optional(Option<?>... options) {
    return new Authentication(Need.OPTIONAL, names(options));
  }

  /** Whether there is no use without, at the service's own address at least. */
  public boolean required() {
    return required(true);
  }

  /**
   * Whether there is no use without.
   *
   * @param atHome whether it is the service's own address that is asked
   */
  public boolean required(boolean atHome) {
    return need == Need.ALWAYS || (need != Need.OPTIONAL && atHome);
  }

  /**
   * Which of the options must still be set where credentials are required.
   *
   * @param isSet told an option's name
   * @return the options' names; unmodifiable, empty where what is set is enough
   */
  public List<String> missing(Predicate<String> isSet) {
    if (need == Need.ONE_AT_HOME) {
      return options.stream().anyMatch(isSet) ? List.of() : options.stream().limit(1).toList();
    }
    return options.stream().filter(isSet.negate()).toList();
  }

  private static List<String> names(Option<?>... options) {
    return Arrays.stream(options).<String>map(Option::name).toList();
  }
}
