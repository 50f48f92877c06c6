package dev.runnel.provider.openai;

import dev.runnel.testkit.OpenAiStreamContract;

class OpenAiStreamTest extends OpenAiStreamContract {
  @Override
  protected String provider() {
    return "openai";
  }
}
