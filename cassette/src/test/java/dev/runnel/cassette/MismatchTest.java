package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Secret;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which request is the one that was recorded, and what is said of one that is not. */
class MismatchTest {
  private static final String BODY =
      "{\"model\":\"m1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"n\":1}";

  private final List<Entry<String, String>> recordedHeaders =
      new ArrayList<>(
          List.of(Map.entry("content-type", "application/json"), Map.entry("x-api-key", "***")));
  private String recordedTarget = "/v1/chat/completions?version=2&key=***";
  private String recordedBody = BODY;
  private String method = "POST";
  private String path = "/v1/chat/completions";
  private String query = "version=2&key=abc";
  private final List<Entry<String, String>> headers =
      new ArrayList<>(
          List.of(Map.entry("Content-Type", "application/json"), Map.entry("X-Api-Key", "sk-123")));
  private String body = BODY;
  private boolean strict;

  private Optional<String> difference() {
    return RequestMatch.difference(
        new Taped.Request("POST", recordedTarget, recordedHeaders, recordedBody.getBytes(UTF_8)),
        new ReceivedRequest(method, path, query, headers, body.getBytes(UTF_8)),
        strict,
        Blanks.of(List.of(Secret.of("sk-123")))::text);
  }

  private void assertSays(String words) {
    assertThat(difference()).contains(words);
  }

  private void assertMatches() {
    assertThat(difference()).isEmpty();
  }

  @Test
  void theSameRequestMatches() {
    assertMatches();
  }

  @Test
  void theMethod() {
    method = "GET";
    assertSays("the method differs: recorded 'POST', got 'GET'");
  }

  @Test
  void thePath() {
    path = "/v1/responses";
    assertSays("the path differs at byte 4: recorded '/v1/chat/completions', got '/v1/responses'");
  }

  @Test
  void theQuery() {
    query = "version=3&key=abc";
    assertSays("the query parameter 'version' differs at byte 0: recorded '2', got '3'");
    query = "key=abc";
    assertSays("the query parameter 'version' is missing: recorded '2'");
    query = "version=2&key=abc&page=1";
    assertSays("the query parameter 'page' was not recorded");
    query = "version=2"; // the key is blanked: it may be anything, also absent
    assertMatches();
  }

  @Test
  void aHeader() {
    headers.set(0, Map.entry("content-type", "text/plain"));
    assertSays(
        "the header 'content-type' differs at byte 0: recorded 'application/json', got 'text/plain'");
    headers.remove(0);
    assertSays("the header 'content-type' is missing: recorded 'application/json'");
  }

  @Test
  void aHeaderThatTheCassetteDoesNotNameMayBeAnything() {
    headers.add(Map.entry("x-other", "1"));
    assertMatches();
  }

  @Test
  void aFieldOfTheBody() {
    body = BODY.replace("Hello", "Hallo");
    assertSays(
        "the body differs at $.messages[0].content, byte 51: recorded \"Hello\", got \"Hallo\"");
  }

  @Test
  void aNumberOfTheBodyAndAKindOfValue() {
    body = BODY.replace("\"n\":1", "\"n\":2");
    assertSays("the body differs at $.n, byte 65: recorded 1, got 2");
    body = BODY.replace("\"n\":1", "\"n\":\"1\"");
    assertSays("the body differs at $.n, byte 65: recorded 1, got \"1\"");
    body = BODY.replace("\"n\":1", "\"n\":1.0");
    assertMatches();
  }

  @Test
  void aFieldMoreOrLess() {
    body = BODY.replace("}],", "},{\"role\":\"assistant\"}],");
    assertSays(
        "the body has $.messages[1].role, byte 68, which was not recorded: got \"assistant\"");
    body = BODY.replace(",\"n\":1", "");
    assertSays("the body lacks $.n, recorded at byte 65: 1");
  }

  @Test
  void orderAndBlanksOfJsonDoNotCount() {
    body =
        "{ \"n\": 1, \"messages\": [ {\"content\": \"Hello\", \"role\": \"user\"} ], \"model\": \"m1\" }";
    assertMatches();
  }

  @Test
  void aLongTextIsShownWhereItDiffers() {
    recordedBody = "{\"text\":\"" + "a".repeat(500) + "b" + "c".repeat(500) + "\"}";
    body = recordedBody.replace('b', 'x');
    assertThat(difference().orElseThrow())
        .startsWith("the body differs at $.text, byte 8: recorded …aaaaaaaaaaaaaaaaaaaab")
        .contains("got …aaaaaaaaaaaaaaaaaaaax")
        .hasSizeLessThan(220);
  }

  @Test
  void aBodyThatIsNoJson() {
    recordedBody = "prompt=Grüße";
    body = "prompt=Grüne";
    assertThat(difference().orElseThrow()).startsWith("the body differs at byte 11: recorded '");
  }

  @Test
  void starsStandForAnything() {
    recordedBody = BODY.replace("Hello", "He***").replace("\"m1\"", "\"***\"");
    body = BODY.replace("Hello", "Help me").replace("m1", "m2");
    assertMatches();
    body = BODY.replace("Hello", "No");
    assertSays(
        "the body differs at $.messages[0].content, byte 51: recorded \"He***\", got \"No\"");
  }

  @Test
  void whatProgramsMakeAnewMatchesItsLikeUnlessStrict() {
    recordedBody =
        "{\"id\":\"61f0c404-5cb3-11e7-907b-a6006ad3dba0\",\"t\":1690000000000,\"u\":\"#/c/1690000000\","
            + "\"s\":\"d41d8cd98f00b204e9800998ecf8427e\",\"at\":\"2023-07-22T04:26:40Z\"}";
    body =
        recordedBody
            .replace("61f0c404", "00000000")
            .replace("1690000000", "1712345678")
            .replace("d41d", "ffff")
            .replace("2023-07-22", "2026-11-21");
    assertMatches();
    strict = true;
    assertThat(difference().orElseThrow()).startsWith("the body differs at $.id, byte 6");
    strict = false;
    body = body.replace("1712345678000", "17");
    assertThat(difference().orElseThrow()).startsWith("the body differs at $.t, byte ");
  }

  @Test
  void whatIsNamedAsASecretIsNotShownThoughNobodyKnowsIt() {
    recordedHeaders.set(1, Map.entry("x-api-key", "one"));
    headers.set(1, Map.entry("x-api-key", "unknown-secret"));
    assertSays("the header 'x-api-key' differs; it is named as a secret and not shown");
    recordedHeaders.remove(1);
    recordedTarget = "/v1/chat/completions?version=2&key=one";
    assertSays("the query parameter 'key' differs; it is named as a secret and not shown");
    recordedTarget = "/v1/chat/completions?version=2&key=***";
    recordedBody = "{\"auth\":\"one\"}";
    body = "{\"auth\":\"unknown-secret\"}";
    assertSays("the body's $.auth differs; it is named as a secret and not shown");
    recordedBody = "{\"n\":1}";
    body = "{\"n\":1,\"auth\":\"unknown-secret\"}";
    assertSays("the body has $.auth, byte 14, which was not recorded: got ***");
  }

  @Test
  void noSecretIsShown() {
    body = BODY.replace("Hello", "My key is sk-123");
    assertSays(
        "the body differs at $.messages[0].content, byte 51: recorded \"Hello\", got \"My key is ***\"");
  }

  @Test
  void noPartOfASecretIsShownWhereALongTextIsCut() {
    // The difference is far behind the secret's beginning, so that the cut would be in its midst.
    String secret = "sk-0123456789abcdefghijklmnopqrstuvwxyz";
    String start = "x".repeat(100);
    Optional<String> difference =
        RequestMatch.difference(
            new Taped.Request("POST", "/", List.of(), said(start + secret + " one")),
            new ReceivedRequest("POST", "/", "", List.of(), said(start + secret + " two")),
            false,
            Blanks.of(List.of(Secret.of(secret)))::text);

    assertThat(difference.orElseThrow()).endsWith("*** two\"");
  }

  private static byte[] said(String text) {
    return ("{\"content\":\"" + text + "\"}").getBytes(UTF_8);
  }
}
