package dev.runnel.fake;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

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

  // A test makes its fakes: one that ServiceLoader found would answer where nobody wants it.

  @Test
  @Override
  public void rule_10_1_theServicesFileNamesTheProvider() {
    Assumptions.abort("a fake is not discovered, on purpose");
  }

  @Test
  @Override
  public void rule_10_2_itIsMadeWithoutArguments() {
    Assumptions.abort("a fake is not discovered, on purpose");
  }

  @Test
  @Override
  public void rule_10_5_theModuleProvidesTheProvider() {
    Assumptions.abort("a fake is not discovered, on purpose");
  }
}
