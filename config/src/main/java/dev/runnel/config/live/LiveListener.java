package dev.runnel.config.live;

import dev.runnel.config.settings.Settings;
import dev.runnel.spi.ConfigurationException;

/**
 * Hears of changed files. Called on a worker thread, one at a time; what it throws is dropped. Each
 * method does nothing by default.
 */
public interface LiveListener {
  /** Hears nothing. */
  LiveListener NONE = new LiveListener() {};

  /** The files changed, and calls from now on go by these settings. */
  default void reloaded(Settings settings) {}

  /** The files changed and are wrong; everything stays as it was. */
  default void refused(ConfigurationException mistakes) {}
}
