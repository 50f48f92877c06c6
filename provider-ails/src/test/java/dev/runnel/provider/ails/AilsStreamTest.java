package dev.runnel.provider.ails;

import dev.runnel.testkit.OpenAiStreamContract;

class AilsStreamTest extends OpenAiStreamContract {
  @Override
  protected String provider() {
    return "ails";
  }
}
