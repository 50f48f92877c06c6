package dev.runnel.benchmarks;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI's OpenAI model, without Spring's container. */
final class SpringAiContender implements Contender {
  private final OpenAiChatModel model;

  SpringAiContender(URI origin) {
    OpenAiChatOptions options =
        (OpenAiChatOptions)
            OpenAiChatOptions.builder()
                .baseUrl(origin + "/v1")
                .apiKey("none")
                .model("gpt-3.5-turbo")
                .build();
    model = OpenAiChatModel.builder().options(options).build();
  }

  @Override
  public CompletableFuture<Void> stream(LongConsumer onTokens) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    model.stream(new Prompt("Hello"))
        .subscribe(
            response ->
                response.getResults().stream()
                    .map(generation -> generation.getOutput().getText())
                    .filter(Objects::nonNull)
                    .filter(token -> !token.isEmpty())
                    .forEach(token -> onTokens.accept(1)),
            done::completeExceptionally,
            () -> done.complete(null));
    return done;
  }

  @Override
  public void close() {}
}
