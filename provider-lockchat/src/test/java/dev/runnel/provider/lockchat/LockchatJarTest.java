package dev.runnel.provider.lockchat;

import dev.runnel.testkit.ProviderJarContract;

class LockchatJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "lockchat";
  }
}
