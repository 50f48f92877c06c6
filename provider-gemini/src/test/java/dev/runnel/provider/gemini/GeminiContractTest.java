package dev.runnel.provider.gemini;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

class GeminiContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new GeminiProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(GeminiFormat::new);
  }
}
