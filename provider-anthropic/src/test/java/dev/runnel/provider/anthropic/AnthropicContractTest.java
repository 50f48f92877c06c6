package dev.runnel.provider.anthropic;

import dev.runnel.sandbox.dialect.AnthropicEvents;
import dev.runnel.sandbox.dialect.MessageLabel;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

class AnthropicContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new AnthropicProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(
        () ->
            new NarratedFormat(
                new AnthropicEvents(
                    () -> new MessageLabel("msg_01", 9, false), new AnthropicErrorForm())));
  }
}
