package dev.runnel.http;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A consumer that writes down what it hears. */
final class Listening implements TokenSink {
  final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  final StringBuffer text = new StringBuffer();
  final Call call;
  private final long demand;

  private Listening(Call call, long demand) {
    this.call = call;
    this.demand = demand;
  }

  static Listening to(ChatClient client) {
    return to(client, ChatRequest.of("Hi"), Long.MAX_VALUE);
  }

  static Listening to(ChatClient client, ChatRequest request, long demand) {
    Listening listening = new Listening(client.call(request), demand);
    listening.call.stream(listening);
    return listening;
  }

  @Override
  public void onStart(Call started) {
    if (demand > 0) {
      started.request(demand);
    }
  }

  @Override
  public void onToken(String token) {
    text.append(token);
    tokens.add(token);
  }

  String nextToken() throws InterruptedException {
    String token = tokens.poll(10, TimeUnit.SECONDS);
    if (token == null) {
      throw new AssertionError("No token came; outcome: " + call.outcome().toCompletableFuture());
    }
    return token;
  }

  Outcome outcome() throws Exception {
    return call.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  Outcome.Failed failed() throws Exception {
    return (Outcome.Failed) outcome();
  }
}
