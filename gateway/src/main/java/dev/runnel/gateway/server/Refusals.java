package dev.runnel.gateway.server;

import dev.runnel.api.ChatException;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.form.Troubles;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.spi.ConfigurationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What clients are told where no call could be begun. */
final class Refusals {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");

  private Refusals() {}

  /** The same as {@link #of}; what clients are told is in the log is put there. */
  static Trouble logged(Throwable thrown, String request) {
    Trouble trouble = of(thrown);
    if (trouble.kind() == Trouble.Kind.INTERNAL) {
      LOG.log(Level.ERROR, () -> "The request " + request + " failed", thrown);
    }
    return trouble;
  }

  static Trouble of(Throwable thrown) {
    if (thrown instanceof RefusedException refused) {
      return refused.trouble();
    }
    if (thrown instanceof NoEndpointException nobody) {
      return Troubles.of(nobody);
    }
    if (thrown instanceof ChatException failure) {
      return Troubles.of(failure);
    }
    if (thrown instanceof ConfigurationException wrong) {
      return Trouble.of(Trouble.Kind.UNAVAILABLE, String.valueOf(wrong.getMessage()));
    }
    return Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed; its log says why");
  }
}
