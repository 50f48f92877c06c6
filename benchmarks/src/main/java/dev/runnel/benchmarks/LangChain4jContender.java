package dev.runnel.benchmarks;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** LangChain4j's OpenAI streaming model with its default HTTP client. */
final class LangChain4jContender implements Contender {
  private final OpenAiStreamingChatModel model;

  LangChain4jContender(URI origin) {
    model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(origin + "/v1")
            .apiKey("none")
            .modelName("gpt-3.5-turbo")
            .build();
  }

  @Override
  public CompletableFuture<Void> stream(LongConsumer onTokens) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    model.chat(
        "Hello",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String token) {
            onTokens.accept(1);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            done.complete(null);
          }

          @Override
          public void onError(Throwable error) {
            done.completeExceptionally(error);
          }
        });
    return done;
  }

  @Override
  public void close() {}
}
