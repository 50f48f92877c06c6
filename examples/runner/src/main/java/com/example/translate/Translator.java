package com.example.translate;

import dev.runnel.api.ChatRequest;
import dev.runnel.runner.Runner;
import dev.runnel.runner.trail.RunnerCall;

/** Translates, by whichever model the runner finds for it. */
public final class Translator {
  private final Runner runner;

  public Translator(Runner runner) {
    this.runner = runner;
  }

  /** The call, not yet begun: its taker chooses how the answer comes, and may cancel it. */
  public RunnerCall translate(String text, String language) {
    return runner.call(
        ChatRequest.builder()
            .system("Translate into " + language + ". Say nothing else.")
            .user(text)
            .temperature(0.0)
            .build());
  }
}
