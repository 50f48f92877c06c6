package ${package};

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

/** The whole contract, against a service that writes as {@link ${provider}Format} says. */
class ${provider}ContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new ${provider}Provider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(${provider}Format::new);
  }
}
