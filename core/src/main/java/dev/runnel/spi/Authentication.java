package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a provider needs to be let in.
 *
 * @param required whether there is no use without
 * @param options the names of the secret options that carry the credentials; unmodifiable
 */
public record Authentication(boolean required, List<String> options) {
  /** Anyone may use the service. */
  public static final Authentication NONE = new Authentication(false, List.of());

  public Authentication {
    requireNonNull(options, "options is null");
    options = List.copyOf(options);
  }

  /** There is no use without these secret options. */
  public static Authentication requires(Option<?>... options) {
    return new Authentication(
        true, java.util.Arrays.stream(options).<String>map(Option::name).toList());
  }

  /** These secret options are used where they are set. */
  public static Authentication optional(Option<?>... options) {
    return new Authentication(
        false, java.util.Arrays.stream(options).<String>map(Option::name).toList());
  }
}
