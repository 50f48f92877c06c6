package dev.runnel.gateway.server;

import dev.runnel.api.ChatException;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.form.Troubles;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.spi.ConfigurationException;

/** What clients are told where no call could be begun. */
final class Refusals {
  private Refusals() {}

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
