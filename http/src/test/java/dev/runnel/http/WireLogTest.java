package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Outcome;
import dev.runnel.api.Secret;
import dev.runnel.api.Warning;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireLogTest {
  private static final Secret KEY = Secret.of("sk-secret");

  @TempDir Path folder;

  private static TestEndpoint endpoint(String url, Path log) {
    return TestEndpoint.at(
        url,
        (http, request, exchange) ->
            http.post("/chat")
                .query("auth", KEY)
                .bearer(KEY)
                .body("{\"key\":\"sk-secret\"}".getBytes(UTF_8), "application/json")
                .chatCompletion(exchange),
        config -> config.set(TestEndpoint.KEY, KEY).set("wire-log", log.toString()));
  }

  @Test
  void everythingIsWrittenDownAndSecretsAreBlanked() throws Exception {
    Path log = folder.resolve("wire.log");
    try (RawUpstream upstream =
        RawUpstream.start(
            (connection, request) -> {
              connection.events();
              connection.chunk(RawUpstream.event("sk-se"));
              connection.chunk(": sk-");
              connection.chunk("secret 😀\n\n");
              connection.chunk("data: [DONE]\n\n");
              connection.lastChunk();
            })) {
      for (int i = 0; i < 2; i++) {
        try (TestEndpoint endpoint = endpoint(upstream.url(), log)) {
          assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
        }
      }
    }

    String text = Files.readString(log);
    assertThat(text)
        .contains("#1 > POST /chat?auth=*** HTTP/1.1\n")
        .contains("> authorization: Bearer ***\n")
        .contains("> {\"key\":\"***\"}\n")
        .contains("< HTTP/1.1 200\n")
        .contains("< content-type: text/event-stream\n")
        .contains("sk-se\"") // no secret, only the beginning of one
        .contains("*** 😀\\n\\n")
        .contains("data: [DONE]\\n\\n")
        .doesNotContain("sk-secret");
    assertThat(text.lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*Z #1 [<>=] .*"));
    assertThat(text.split("> POST", -1)).hasSize(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLogThatCannotBeWrittenIsAWarning() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                RawUpstream.response(
                    200, "text/event-stream", RawUpstream.event("Hi") + "data: [DONE]\n\n"));
        TestEndpoint endpoint = endpoint(upstream.url(), folder.resolve("missing/wire.log"))) {
      Outcome outcome = Listening.to(endpoint.client).outcome();

      assertThat(outcome).isInstanceOf(Outcome.Completed.class);
      assertThat(outcome.report().warnings())
          .singleElement()
          .extracting(Warning::message)
          .asString()
          .contains("missing/wire.log");
    }
  }

  @Test
  void aSecretIsBlankedWhereverItIsCut() {
    byte[] text = "say sk-secret, sk-secretsk-secret; sk-sec".getBytes(UTF_8);
    for (int size = 1; size <= text.length; size++) {
      SecretBlanker blanker = new SecretBlanker(List.of("sk-secret", "sk"));
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      for (int from = 0; from < text.length; from += size) {
        int to = Math.min(text.length, from + size);
        shown.writeBytes(blanker.blank(java.util.Arrays.copyOfRange(text, from, to)));
      }
      shown.writeBytes(blanker.rest());
      assertThat(shown.toString(UTF_8)).isEqualTo("say ***, ******; ***-sec");
    }
  }
}
