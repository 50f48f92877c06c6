package dev.runnel.provider.lockchat;

import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

class LockchatContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new LockchatProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(() -> new NarratedFormat(new OpenAiChunks()));
  }
}
