package dev.runnel.gateway;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.config.settings.Settings;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's settings that are in force, made once for each state of the files: every request
 * asks for them. From any thread.
 */
final class CurrentSettings implements Supplier<GatewaySettings> {
  private final LiveRunner runner;
  private final UnaryOperator<GatewaySettings> further;
  private volatile @Nullable Made last;

  private record Made(Settings files, GatewaySettings settings) {}

  CurrentSettings(LiveRunner runner, UnaryOperator<GatewaySettings> further) {
    this.runner = runner;
    this.further = further;
  }

  @Override
  public GatewaySettings get() {
    Settings files = runner.settings();
    Made made = last;
    if (made == null || made.files() != files) {
      made = new Made(files, further.apply(files.gateway()));
      last = made;
    }
    return made.settings();
  }
}
