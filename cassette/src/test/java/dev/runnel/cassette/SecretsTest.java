package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Secret;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are planted everywhere, and looked for in the cassette. */
class SecretsTest {
  private static final String PLANTED = "sk-pl\"änted/+ 7";

  @TempDir Path folder;

  @Test
  void aSecretThatIsTooShortToBeOneBlanksNothing() {
    Blanks blanks = Blanks.of(List.of(Secret.of("e"), Secret.of("key"), Secret.of("keys")));

    assertThat(blanks.text("the key of e, and keys")).isEqualTo("the key of e, and " + Secret.MASK);
  }

  @Test
  void noFormOfASecretIsInACassetteWhereverItStood() throws Exception {
    Path file = folder.resolve("a.cassette");
    String inUrl = URLEncoder.encode(PLANTED, UTF_8);
    String inJson = PLANTED.replace("\"", "\\\"");
    String inBase64 = Base64.getEncoder().encodeToString(PLANTED.getBytes(UTF_8));
    Web.Got got;
    try (Sandbox sandbox = Sandbox.start()) {
      try (Recorder recorder = Recorder.to(file).start()) {
        URI base =
            recorder.inFrontOf(
                Upstream.of("acme", URI.create(sandbox.origin()))
                    .secrets(List.of(Secret.of(PLANTED))));
        sandbox.next(Script.nothing().tokens(PLANTED).done().header("x-echo", inUrl).inPiecesOf(3));
        URI address = URI.create(base + "/v1/chat/completions?auth=" + inUrl);
        got =
            Web.send(
                HttpRequest.newBuilder(address)
                    .header("content-type", "application/json")
                    .header("user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\""
                                + inJson
                                + " "
                                + inBase64
                                + "\"}],\"model\":\"gpt-4\",\"stream\":true}")));
      }
      assertThat(sandbox.violations()).isEmpty();
    }

    assertThat(got.body()).contains(inJson); // the client hears everything
    String cassette = Files.readString(file);
    assertThat(cassette).doesNotContain(PLANTED, inUrl, inJson, inBase64, "änted", "nted%2F");
    assertThat(cassette).contains("?auth=***", "x-echo: ***", "\"content\":\"*** ***\"");
    assertThat(cassette.split("\\*\\*\\*", -1)).hasSizeGreaterThan(5);
  }

  @Test
  void aSecretThatIsToldLaterIsBlankedFromThenOnOfWhicheverService() throws Exception {
    Path file = folder.resolve("a.cassette");
    try (Sandbox sandbox = Sandbox.start();
        Recorder recorder = Recorder.to(file).start()) {
      URI origin = URI.create(sandbox.origin());
      URI first =
          recorder.inFrontOf(Upstream.of("one", origin).secrets(List.of(Secret.of("sk-first"))));
      recorder.inFrontOf(Upstream.of("two", origin).secrets(List.of(Secret.of("sk-other"))));
      recorder.blank(List.of(Secret.of("sk-second")));
      sandbox.next(Script.nothing().tokens("sk-first sk-second sk-other.").done().inPiecesOf(3));
      assertThat(Web.send(Web.lockchat(first, "Hi sk-second")).body()).contains("sk-second");
    }

    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Cassette.read(file).exchanges().get(0).body().forEach(one -> answer.writeBytes(one.bytes()));
    assertThat(answer.toString(UTF_8)).contains("*** *** ***.").doesNotContain("sk-");
    assertThat(Files.readString(file)).contains("Hi ***").doesNotContain("sk-second");
  }

  @Test
  void aStreamThatHasBegunKnowsASecretThatIsToldLater() {
    Blanks blanks = Blanks.of(List.of(Secret.of("sk-first")));
    BlankedStream stream = new BlankedStream(blanks);

    String clean = new String(stream.next("a sk-first s".getBytes(UTF_8)), UTF_8);
    blanks.learn(List.of(Secret.of("sk-second")));
    clean += new String(stream.next("k-sec".getBytes(UTF_8)), UTF_8);
    clean += new String(stream.next("ond b".getBytes(UTF_8)), UTF_8);
    clean += new String(stream.rest(), UTF_8);

    assertThat(clean).isEqualTo("a *** *** b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "X-Api-Key",
        "api-key",
        "x-goog-api-key",
        "Cookie",
        "X-Auth-Token",
        "X-Amz-Security-Token",
        "X-Session",
        "X-Signature",
        "Ocp-Apim-Subscription-Key",
        "client_secret",
        "accessToken",
        "key"
      })
  void whatIsNamedAsASecretIsBlankedThoughNobodyKnowsIt(String name) {
    assertThat(SecretNames.has(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-type",
        "max_tokens",
        "x-ratelimit-remaining-tokens",
        "authority",
        "monkey",
        "prompt",
        "keywords",
        "tokenizer",
        "cookies-policy"
      })
  void whatOnlySoundsLikeOneIsNot(String name) {
    assertThat(SecretNames.has(name)).isFalse();
  }

  @Test
  void fieldsThatAreNamedAsSecretsAreBlankedInBodies() {
    Blanks blanks = Blanks.of(List.of());

    assertThat(blank(blanks, "{\"auth\": \"a\\\"b\", \"max_tokens\": 7, \"apiKey\":\"x\"}", ""))
        .isEqualTo("{\"auth\": \"***\", \"max_tokens\": 7, \"apiKey\":\"***\"}");
    assertThat(blank(blanks, "user=me&password=x&q=1", "application/x-www-form-urlencoded"))
        .isEqualTo("user=me&password=***&q=1");
    assertThat(blank(blanks, "say \"auth\": \"a\"", "text/plain")).isEqualTo("say \"auth\": \"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b+c d", "a%2Fb%2Bc+d", "a%2fb%2bc%20d", "a\\/b+c d", "YS9iK2MgZA=="})
  void aSecretIsKnownHoweverItIsWritten(String written) {
    Blanks blanks = Blanks.of(List.of(Secret.of("a/b+c d")));

    assertThat(blanks.text("<" + written + ">")).isEqualTo("<***>");
  }

  @Test
  void aBodyMayHoldAnImage() {
    String image = "iVBORw0KGgo\\n".repeat(100_000);

    assertThat(blank(Blanks.of(List.of()), "{\"url\":\"" + image + "\",\"auth\":\"x\"}", ""))
        .isEqualTo("{\"url\":\"" + image + "\",\"auth\":\"***\"}");
  }

  private static String blank(Blanks blanks, String body, String type) {
    return new String(blanks.requestBody(body.getBytes(UTF_8), type), UTF_8);
  }

  @Property(tries = 200)
  void whereverTheNetworkCutsASecretItIsBlanked(
      @ForAll @IntRange(min = 0, max = 30) int first,
      @ForAll @IntRange(min = 0, max = 30) int second) {
    byte[] all = "abc sk-123 sk-12 sk-sk-123 sk-1".getBytes(UTF_8);
    BlankedStream stream = new BlankedStream(Blanks.of(List.of(Secret.of("sk-123"))));
    int from = Math.min(Math.min(first, second), all.length);
    int to = Math.min(Math.max(first, second), all.length);

    StringBuilder clean = new StringBuilder();
    for (byte[] part :
        List.of(
            java.util.Arrays.copyOfRange(all, 0, from),
            java.util.Arrays.copyOfRange(all, from, to),
            java.util.Arrays.copyOfRange(all, to, all.length))) {
      clean.append(new String(stream.next(part), UTF_8));
    }
    clean.append(new String(stream.rest(), UTF_8));

    assertThat(clean).hasToString("abc *** sk-12 sk-*** sk-1");
  }
}
