package dev.runnel.benchmarks;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The official OpenAI client, asynchronous. */
final class OpenAiJavaContender implements Contender {
  private final OpenAIClientAsync client;
  private final ChatCompletionCreateParams params =
      ChatCompletionCreateParams.builder().model("gpt-3.5-turbo").addUserMessage("Hello").build();

  OpenAiJavaContender(URI origin) {
    client = OpenAIOkHttpClientAsync.builder().baseUrl(origin + "/v1").apiKey("none").build();
  }

  @Override
  public CompletableFuture<Void> stream(LongConsumer onTokens) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    client
        .chat()
        .completions()
        .createStreaming(params)
        .subscribe(
            new AsyncStreamResponse.Handler<ChatCompletionChunk>() {
              @Override
              public void onNext(ChatCompletionChunk chunk) {
                chunk.choices().stream()
                    .flatMap(choice -> choice.delta().content().stream())
                    .filter(token -> !token.isEmpty())
                    .forEach(token -> onTokens.accept(1));
              }

              @Override
              public void onComplete(Optional<Throwable> error) {
                error.ifPresentOrElse(done::completeExceptionally, () -> done.complete(null));
              }
            });
    return done;
  }

  @Override
  public void close() {
    client.close();
  }
}
