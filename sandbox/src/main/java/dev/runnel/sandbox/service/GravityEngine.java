package dev.runnel.sandbox.service;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.OneDocument;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.List;
import java.util.function.Predicate;

/** GravityEngine: hardly any header, no {@code stream} field, one whole document as the answer. */
final class GravityEngine implements Service {

  private final Predicate<String> faults;

  GravityEngine(Predicate<String> faults) {
    this.faults = faults;
  }

  @Override
  public String id() {
    return "gravityengine";
  }

  @Override
  public boolean owns(String path) {
    return path.equals("/api/openai/v1/chat/completions");
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    Post.check(request, findings);
    Post.checkNoQuery(request, findings);
    new HeaderCheck(request, findings).exactly("content-type", "application/json").andNothingElse();
    new BodyCheck(request, findings)
        .model(List.of("gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613"), faults)
        .number("temperature", 0, 2)
        .number("presence_penalty", -2, 2)
        .messages()
        .andNothingElse();
  }

  @Override
  public Asked asked(ReceivedRequest request) {
    return Conversation.asked(request);
  }

  @Override
  public List<Turn> conversation(ReceivedRequest request) {
    return Conversation.of(request);
  }

  @Override
  public Dialect dialect(ReceivedRequest request) {
    return new OneDocument();
  }
}
