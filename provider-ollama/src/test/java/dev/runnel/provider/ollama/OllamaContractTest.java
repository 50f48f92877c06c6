package dev.runnel.provider.ollama;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;
import java.util.Optional;

class OllamaContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new OllamaProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(OllamaFormat::new);
  }

  @Override
  protected Optional<String> model() {
    return Optional.of("contract-model");
  }
}
