package com.example.acme;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

/** The whole contract, against a service that writes as Acme does. */
class AcmeContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new AcmeProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(AcmeFormat::new);
  }
}
