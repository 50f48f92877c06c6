package dev.runnel.provider.gravityengine;

import dev.runnel.testkit.ProviderJarContract;

class GravityengineJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "gravityengine";
  }
}
