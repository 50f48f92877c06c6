package dev.runnel.provider.ollama;

import dev.runnel.testkit.ProviderJarContract;

class OllamaJarTest extends ProviderJarContract {
  @Override
  protected String provider() {
    return "ollama";
  }
}
