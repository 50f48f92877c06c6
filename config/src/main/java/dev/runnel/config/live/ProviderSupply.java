package dev.runnel.config.live;

import static java.util.Objects.requireNonNull;

import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;

/**
 * Where a {@link LiveRunner} has its providers from, anew whenever they change: plugins in a
 * folder, say. Called by one thread at a time.
 */
public interface ProviderSupply {
  /**
   * Finds the providers that there are now. They are closed after the last call that they serve,
   * when later ones have taken their place.
   *
   * @param runtime what their calls run on; to be given to {@link Providers.Builder#runtime}
   */
  Providers discover(CallRuntime runtime);

  /**
   * What tells the providers that there are now from those of before, by {@code equals}. Looked at
   * as often as the files are, so it should be cheap.
   */
  Object mark();

  /** Always these, which are not closed. */
  static ProviderSupply of(Providers providers) {
    requireNonNull(providers, "providers is null");
    return new ProviderSupply() {
      @Override
      public Providers discover(CallRuntime runtime) {
        return providers;
      }

      @Override
      public Object mark() {
        return providers;
      }

      @Override
      public boolean closes() {
        return false;
      }
    };
  }

  /** Whether {@link #discover} gives what is to be closed. By default it does. */
  default boolean closes() {
    return true;
  }
}
