package dev.runnel.gateway;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.config.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The gateway's settings that are in force, made once for each state of the files: every request
 * asks for them. Where the files and what was said at the start do not fit together, those that
 * were in force stay, and the log says so once. From any thread.
 */
final class CurrentSettings implements Supplier<GatewaySettings> {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");

  private final LiveRunner runner;
  private final UnaryOperator<GatewaySettings> further;
  private final GatewaySettings first;
  private volatile Made last;
  private List<String> late = List.of(); // guarded by this

  private record Made(Settings files, GatewaySettings settings) {}

  /**
   * Those of a runner's files.
   *
   * @param further what was said at the start, which wins; throws where the two do not fit
   */
  CurrentSettings(LiveRunner runner, UnaryOperator<GatewaySettings> further) {
    this.runner = runner;
    this.further = further;
    Settings files = runner.settings();
    first = further.apply(files.gateway());
    last = new Made(files, first);
  }

  @Override
  public GatewaySettings get() {
    Made made = last;
    return made.files() == runner.settings() ? made.settings() : changed();
  }

  private synchronized GatewaySettings changed() {
    Settings files = runner.settings();
    if (last.files() != files) {
      last = new Made(files, made(files));
    }
    return last.settings();
  }

  private GatewaySettings made(Settings files) {
    try {
      GatewaySettings made = further.apply(files.gateway());
      tellWhatIsLate(first.onlyAtStart(made));
      return made;
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          () ->
              "[gateway] changed and does not fit what the gateway was started with, so the"
                  + " gateway goes on with what it had: "
                  + e.getMessage());
      return last.settings();
    }
  }

  private void tellWhatIsLate(List<String> keys) {
    if (!keys.isEmpty() && !keys.equals(late)) {
      LOG.log(
          Level.WARNING,
          () ->
              "[gateway] changed; this of it takes effect at the next start: "
                  + String.join(", ", keys));
    }
    late = keys;
  }
}
