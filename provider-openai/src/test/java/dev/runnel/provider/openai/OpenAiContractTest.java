package dev.runnel.provider.openai;

import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

class OpenAiContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new OpenAiProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(() -> new NarratedFormat(new OpenAiChunks()));
  }
}
