package dev.runnel.sandbox.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lockchat: an app's user agent, an optional secret in the query, OpenAI-shaped events. */
final class LockChat implements Service {

  private final Optional<String> auth;
  private final Predicate<String> faults;

  /**
   * @param auth the {@code auth} that requests must bring; where empty, any or none will do
   */
  LockChat(Optional<String> auth, Predicate<String> faults) {
    this.auth = auth;
    this.faults = faults;
  }

  @Override
  public String id() {
    return "lockchat";
  }

  @Override
  public boolean owns(String path) {
    return path.equals("/v1/chat/completions");
  }

  @Override
  public boolean hintedAt(ReceivedRequest request) {
    return request.header("user-agent").filter(agent -> agent.startsWith("ChatX")).isPresent();
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    Post.check(request, findings);
    checkQuery(request.query(), findings);
    new HeaderCheck(request, findings)
        .exactly("content-type", "application/json")
        .exactly("user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0")
        .andNothingElse();
    new BodyCheck(request, findings)
        .number("temperature", 0, 2)
        .messages()
        .model(List.of("gpt-4", "gpt-3.5-turbo"), faults)
        .literal("stream", true)
        .andNothingElse();
  }

  private void checkQuery(String query, Findings findings) {
    if (query.isEmpty()) {
      auth.ifPresent(secret -> findings.add(401, "the query parameter 'auth' is missing"));
    } else if (!query.startsWith("auth=") || query.contains("&")) {
      findings.add("the query should be empty or 'auth' alone");
    } else if (auth.isPresent() && !decoded(query.substring("auth=".length())).equals(auth.get())) {
      findings.add(401, "the query parameter 'auth' is not the one configured");
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
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
    return new OpenAiChunks();
  }
}
