package dev.runnel.interop;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a user of LangChain4j hears of a stream.
 *
 * @param streamed the pieces put together
 * @param response what the client makes of the whole
 */
public record LangChain4jHeard(String streamed, ChatResponse response) {
  /** Asks, and waits for the end; throws what the client reports. */
  public static LangChain4jHeard from(StreamingChatModel model, ChatRequest request)
      throws Exception {
    StringBuilder pieces = new StringBuilder();
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    model.chat(
        request,
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            pieces.append(piece);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            done.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            done.completeExceptionally(error);
          }
        });
    ChatResponse response = done.get(30, TimeUnit.SECONDS);
    return new LangChain4jHeard(pieces.toString(), response);
  }
}
