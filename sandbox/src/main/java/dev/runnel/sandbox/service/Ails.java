package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** AI.LS: signed requests, OpenAI-shaped events. */
final class Ails implements Service {

  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Pattern RANDOM_UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{10,15}");

  private final Settings settings;
  private final Clock clock;
  private final Predicate<String> faults;
  private final SeenIds clientIds = new SeenIds();

  /** What a client of this service can configure, and the sandbox therefore too. */
  record Settings(String clientVersion, String signingConstant, String token) {
    static final Settings USUAL =
        new Settings("0.1.217", "WI,2rU#_r:r~aF4aJ36[.Z(/8Rv93Rf", "free");
  }

  Ails(Settings settings, Clock clock, Predicate<String> faults) {
    this.settings = settings;
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public String id() {
    return "ails";
  }

  @Override
  public boolean owns(String path) {
    return path.equals("/v1/chat/completions");
  }

  @Override
  public boolean hintedAt(ReceivedRequest request) {
    return List.of("client-v", "client-id", "authority").stream()
        .anyMatch(name -> request.header(name).isPresent());
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    Post.check(request, findings);
    Post.checkNoQuery(request, findings);
    checkHeaders(request, findings);
    checkBody(request, findings);
    if (findings.none()) {
      // Last, so that a request refused for another reason can be sent again with its id.
      checkClientIdIsNew(request, findings);
    }
  }

  private void checkHeaders(ReceivedRequest request, Findings findings) {
    new HeaderCheck(request, findings)
        .exactly("authority", "api.caipacity.com")
        .exactly("accept", "*/*")
        .exactly(
            "accept-language",
            "en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3")
        .bearer(settings.token())
        .matching("client-id", id -> RANDOM_UUID.matcher(id).matches(), "a random UUID")
        .exactly("client-v", settings.clientVersion())
        .exactly("content-type", "application/json")
        .exactly("origin", "https://ai.ls")
        .exactly("referer", "https://ai.ls/")
        .exactly(
            "sec-ch-ua",
            "\"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"114\", \"Google Chrome\";v=\"114\"")
        .exactly("sec-ch-ua-mobile", "?0")
        .exactly("sec-ch-ua-platform", "\"Windows\"")
        .exactly("sec-fetch-dest", "empty")
        .exactly("sec-fetch-mode", "cors")
        .exactly("sec-fetch-site", "cross-site")
        .exactly(
            "user-agent",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/114.0.0.0 Safari/537.36")
        .andNothingElse();
  }

  private void checkBody(ReceivedRequest request, Findings findings) {
    BodyCheck check = new BodyCheck(request, findings);
    check
        .model(List.of("gpt-3.5-turbo"), faults)
        .number("temperature", 0, 2)
        .literal("stream", true)
        .messages()
        .text("d", this::today, "the local date, " + LocalDate.now(clock))
        .text("t", t -> EPOCH_MILLIS.matcher(t).matches(), "epoch milliseconds as a string")
        .text("s", s -> true, "the signature, a string")
        .andNothingElse();
    JsonNode body = check.body();
    checkTime(body.path("t").asText(), findings);
    checkSignature(body, findings);
  }

  private boolean today(String date) {
    // The client wrote its date a moment ago, perhaps before midnight.
    LocalDate now = LocalDate.now(clock);
    LocalDate before = LocalDate.now(Clock.offset(clock, Duration.ofMinutes(-1)));
    return date.equals(now.toString()) || date.equals(before.toString());
  }

  private void checkTime(String t, Findings findings) {
    if (!EPOCH_MILLIS.matcher(t).matches()) {
      return;
    }
    if ((t.charAt(t.length() - 1) - '0') % 2 == 0) {
      findings.add("field 't' should be odd, not " + t);
    }
    Duration away = Duration.between(Instant.ofEpochMilli(Long.parseLong(t)), clock.instant());
    if (away.abs().compareTo(RECENT) > 0) {
      findings.add(
          "field 't' should be within "
              + RECENT.toMinutes()
              + " minutes of the sandbox's clock, "
              + clock.millis()
              + ", not "
              + t);
    }
  }

  private void checkSignature(JsonNode body, Findings findings) {
    JsonNode messages = body.path("messages");
    JsonNode last = messages.path(messages.size() - 1).path("content");
    if (!last.isTextual() || !body.path("t").isTextual() || !body.path("s").isTextual()) {
      return;
    }
    String t = body.path("t").textValue();
    String expected = Signature.of(t, last.textValue(), settings.signingConstant());
    String found = body.path("s").textValue();
    if (!expected.equals(found)) {
      int n = last.textValue().codePointCount(0, last.textValue().length());
      findings.add(
          "field 's' should be the signature "
              + expected
              + " (of t, the last message's content, the constant and "
              + n
              + " code points), not "
              + found);
    }
  }

  private void checkClientIdIsNew(ReceivedRequest request, Findings findings) {
    String id = request.header("client-id").orElseThrow();
    if (!clientIds.isNew(id)) {
      findings.add("header 'client-id' should be new for each request, but " + id + " came before");
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
