package dev.runnel.fake;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

/** The fake keeps the contract of every provider, though nothing of it is HTTP. */
class FakeContractTest extends ProviderContract {
  private final FakeProvider fake = FakeProvider.create("fake");

  @Override
  protected Provider provider() {
    return fake;
  }

  @Override
  protected Upstream upstream() {
    return new FakeUpstream(fake);
  }
}
