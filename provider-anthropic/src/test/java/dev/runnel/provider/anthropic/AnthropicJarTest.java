package dev.runnel.provider.anthropic;

import dev.runnel.testkit.ProviderJarContract;

class AnthropicJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "anthropic";
  }
}
