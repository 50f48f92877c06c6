package com.example.summary;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import java.util.concurrent.CompletionStage;

/**
 * A library that needs a chat model and does not care whose: it depends on {@code runnel-core}, a
 * jar without dependencies, and whoever uses it brings the client.
 */
public final class Summaries {
  private final ChatClient model;

  public Summaries(ChatClient model) {
    this.model = model;
  }

  /**
   * Sums a text up.
   *
   * @return completes exceptionally with a {@link dev.runnel.api.ChatException}, also where the
   *     answer broke off: half a summary is none
   */
  public CompletionStage<String> of(String text) {
    ChatRequest request =
        ChatRequest.builder().system("Sum this up in one sentence.").user(text).build();
    return model.call(request).answer().thenApply(Answer::text);
  }
}
