package dev.runnel.provider.ails;

import dev.runnel.testkit.ProviderJarContract;

class AilsJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "ails";
  }
}
