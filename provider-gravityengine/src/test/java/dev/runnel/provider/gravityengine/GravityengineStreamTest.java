package dev.runnel.provider.gravityengine;

import dev.runnel.testkit.OpenAiStreamContract;

/** Deployments of the same software that answer with events. */
class GravityengineStreamTest extends OpenAiStreamContract {
  @Override
  protected String provider() {
    return "gravityengine";
  }
}
