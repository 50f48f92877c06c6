package dev.runnel.spi;

import java.net.URI;
import java.util.List;

/**
 * Options that mean the same wherever a provider has them, so that others than the provider can act
 * on them: policy on where a request goes, the guard on how an answer ends.
 */
public final class StandardOptions {
  private StandardOptions() {}

  /** The name of {@link #baseUrl}. */
  public static final String BASE_URL = "base-url";

  /** The name of {@link #models}. */
  public static final String MODELS = "models";

  /**
   * Whether a clean end of the answer counts as complete though the service gave no evidence of the
   * end; only for services known never to give any. Default: false. Kept by the guard.
   */
  public static final Option<Boolean> LENIENT_END =
      Option.flag("lenient-end")
          .defaultsTo(false)
          .describedAs("Take a clean end without finish reason or end mark as complete");

  /**
   * Where the service is. Whether a request stays on this machine, or travels in clear, is judged
   * by this option's value.
   *
   * @param defaultAddress scheme, host and, where needed, port and path
   */
  public static Option<URI> baseUrl(String defaultAddress) {
    return Option.uri(BASE_URL)
        .defaultsTo(URI.create(defaultAddress))
        .describedAs("Where the service is");
  }

  /** The models that are offered, the default one first. */
  public static Option<List<String>> models(String... defaults) {
    return Option.list(MODELS)
        .defaultsTo(List.of(defaults))
        .describedAs("The models to offer, the default one first");
  }
}
