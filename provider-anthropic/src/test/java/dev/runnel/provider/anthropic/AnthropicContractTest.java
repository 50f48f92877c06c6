package dev.runnel.provider.anthropic;

import dev.runnel.api.FinishReason;
import dev.runnel.sandbox.dialect.AnthropicEvents;
import dev.runnel.sandbox.dialect.MessageLabel;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;
import dev.runnel.testkit.contract.WireFormat;

class AnthropicContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new AnthropicProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(Format::new);
  }

  private static final class Format extends NarratedFormat {
    Format() {
      super(
          new AnthropicEvents(
              () -> new MessageLabel("msg_01", 9, false), new AnthropicErrorForm()));
    }

    /** The service has no reason for what it withholds: it says that the model declined. */
    @Override
    public byte[] finish(FinishReason.Kind reason) {
      return reason == FinishReason.Kind.CONTENT_FILTER
          ? WireFormat.unsaid()
          : super.finish(reason);
    }
  }
}
