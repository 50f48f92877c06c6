package dev.runnel.config.live;

import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.ConfigurationException;

/**
 * Hears of changed files and plugins. Called on a worker thread, one at a time; what it throws is
 * dropped. Each method does nothing by default.
 */
public interface LiveListener {
  /** Hears nothing. */
  LiveListener NONE = new LiveListener() {};

  /** The files changed, and calls from now on go by these settings. */
  default void reloaded(Settings settings) {}

  /**
   * The plugins changed, and these are the providers of calls from now on; told before {@link
   * #reloaded}.
   *
   * @param providers to be looked at, not to be kept or closed
   */
  default void discovered(Providers providers) {}

  /** The files changed and are wrong; everything stays as it was. */
  default void refused(ConfigurationException mistakes) {}
}
