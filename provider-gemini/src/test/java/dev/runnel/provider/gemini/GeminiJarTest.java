package dev.runnel.provider.gemini;

import dev.runnel.testkit.ProviderJarContract;

class GeminiJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "gemini";
  }
}
