package dev.runnel.provider.openai;

import dev.runnel.testkit.ProviderJarContract;

class OpenAiJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "openai";
  }
}
