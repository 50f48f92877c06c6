package dev.runnel.provider.ails;

import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

class AilsContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new AilsProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(() -> new NarratedFormat(new OpenAiChunks()));
  }
}
