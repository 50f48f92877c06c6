package dev.runnel.sandbox.service;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.BareText;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Yqcloud: only the last message, a conversation kept by {@code userId}, raw text as the answer.
 */
final class Yqcloud implements Service {

  static final String USUAL_PREFIX = "always respond in english | ";

  private static final Pattern USER_ID = Pattern.compile("#/chat/([0-9]{13})");
  private static final long AHEAD = Duration.ofMinutes(5).toMillis();

  private final String prefix;
  private final Clock clock;
  private final Memory memory = new Memory();

  Yqcloud(String prefix, Clock clock) {
    this.prefix = prefix;
    this.clock = clock;
  }

  @Override
  public String id() {
    return "yqcloud";
  }

  @Override
  public boolean owns(String path) {
    return path.equals("/api/generateStream");
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    Post.check(request, findings);
    Post.checkNoQuery(request, findings);
    new HeaderCheck(request, findings)
        .exactly("authority", "api.aichatos.cloud")
        .exactly("content-type", "application/json")
        .exactly("origin", "https://chat9.yqcloud.top")
        .exactly("referer", "https://chat9.yqcloud.top/")
        .exactly(
            "user-agent",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like"
                + " Gecko) Chrome/112.0.0.0 Safari/537.36")
        .andNothingElse();
    new BodyCheck(request, findings)
        .text("prompt", prompt -> prompt.startsWith(prefix), "a text that begins '" + prefix + "'")
        .text("userId", this::isUserId, "'#/chat/' and epoch milliseconds that have been")
        .literal("network", true)
        .literal("apikey", "")
        .literal("system", "")
        .literal("withoutContext", false)
        .andNothingElse();
  }

  private boolean isUserId(String id) {
    Matcher matcher = USER_ID.matcher(id);
    return matcher.matches() && Long.parseLong(matcher.group(1)) <= clock.millis() + AHEAD;
  }

  @Override
  public Asked asked(ReceivedRequest request) {
    return new Asked("gpt-3.5-turbo", request.json().path("prompt").asText(), prefix);
  }

  @Override
  public List<Turn> conversation(ReceivedRequest request) {
    List<Turn> turns = new ArrayList<>(memory.of(userId(request)));
    turns.add(said(request));
    return turns;
  }

  @Override
  public void answered(ReceivedRequest request, String answer) {
    memory.add(userId(request), said(request), new Turn("assistant", answer));
  }

  private static String userId(ReceivedRequest request) {
    return request.json().path("userId").asText();
  }

  private Turn said(ReceivedRequest request) {
    return new Turn("user", request.json().path("prompt").asText().substring(prefix.length()));
  }

  @Override
  public Dialect dialect(ReceivedRequest request) {
    return new BareText();
  }
}
