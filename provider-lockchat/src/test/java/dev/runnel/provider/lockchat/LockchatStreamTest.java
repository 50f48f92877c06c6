package dev.runnel.provider.lockchat;

import dev.runnel.testkit.OpenAiStreamContract;

class LockchatStreamTest extends OpenAiStreamContract {
  @Override
  protected String provider() {
    return "lockchat";
  }
}
