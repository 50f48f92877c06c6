package dev.runnel.provider.yqcloud;

import dev.runnel.testkit.ProviderJarContract;

class YqcloudJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "yqcloud";
  }
}
