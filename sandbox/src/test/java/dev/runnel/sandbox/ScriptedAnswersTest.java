package dev.runnel.sandbox;

import static dev.runnel.sandbox.Sandbox.AILS;
import static dev.runnel.sandbox.Sandbox.GRAVITYENGINE;
import static dev.runnel.sandbox.Sandbox.LOCKCHAT;
import static dev.runnel.sandbox.Sandbox.YQCLOUD;
import static dev.runnel.sandbox.script.Script.answer;
import static dev.runnel.sandbox.script.Script.nothing;
import static dev.runnel.sandbox.script.Script.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.script.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedAnswersTest {

  private static final String CHUNK_HEAD =
      "{\"id\":\"chatcmpl-sandbox\",\"object\":\"chat.completion.chunk\",\"created\":0,"
          + "\"model\":\"gpt-4\",\"choices\":";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  private String body(String service, Script script) throws IOException {
    sandbox.on(service).next(script);
    return RawClient.ask(sandbox, Ask.of(service, "Hi")).text();
  }

  // ---- who is answered what

  @Test
  void scriptsOfOneServiceGoBeforeScriptsOfAllAndNextGoesBeforeAlways() throws IOException {
    sandbox.always(answer("always"));
    sandbox.on(YQCLOUD).always(answer("always yqcloud"));
    sandbox.next(answer("next"));
    sandbox.on(YQCLOUD).next(answer("next yqcloud"));

    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).isEqualTo("next yqcloud");
    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).isEqualTo("next");
    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).isEqualTo("always yqcloud");
    assertThat(RawClient.ask(sandbox, Ask.lockchat("Hi")).text()).contains("\"always\"");

    sandbox.asUsual();

    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).doesNotContain("always");
  }

  @Test
  void anAnswerCanDependOnTheRequest() throws IOException {
    sandbox.answering(request -> answer(request.json().path("prompt").asText().toUpperCase()));

    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).endsWith("| HI");
  }

  // ---- event streams

  @Test
  void carriageReturnsAndMissingSpaces() throws IOException {
    assertThat(body(LOCKCHAT, nothing().done().crlf())).isEqualTo("data: [DONE]\r\n\r\n");
    assertThat(body(LOCKCHAT, nothing().done().cr())).isEqualTo("data: [DONE]\r\r");
    assertThat(body(LOCKCHAT, nothing().done().withoutSpace())).isEqualTo("data:[DONE]\n\n");
    assertThat(body(LOCKCHAT, nothing().keepAlive().crlf())).isEqualTo(": ping\r\n\r\n");
  }

  @Test
  void severalDataLinesInOneEvent() throws IOException {
    assertThat(body(LOCKCHAT, nothing().eventLines("{", "}"))).isEqualTo("data: {\ndata: }\n\n");
    assertThat(body(LOCKCHAT, nothing().error("c", "m").prettyPrinted()))
        .isEqualTo(
            """
            data: {
            data:   "error" : {
            data:     "message" : "m",
            data:     "type" : "error",
            data:     "code" : "c"
            data:   }
            data: }

            """);
  }

  @Test
  void oddChunks() throws IOException {
    assertThat(body(LOCKCHAT, nothing().nullContent()))
        .contains("{\"content\":null},\"finish_reason\":null");
    assertThat(body(LOCKCHAT, nothing().usage(9, 2)))
        .isEqualTo(
            "data: "
                + CHUNK_HEAD
                + "[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                + "\"total_tokens\":11}}\n\n");
    assertThat(body(LOCKCHAT, nothing().finish("length"))).contains("\"finish_reason\":\"length\"");
    assertThat(body(LOCKCHAT, nothing().done().body("late"))).isEqualTo("data: [DONE]\n\nlate");
    assertThat(body(LOCKCHAT, nothing().hugeToken(1 << 20))).hasSizeGreaterThan(1 << 20);
    assertThat(body(LOCKCHAT, nothing().event("anything"))).isEqualTo("data: anything\n\n");
  }

  @Test
  void anErrorObjectInTheStream() throws IOException {
    assertThat(body(AILS, nothing().tokens("a").error("busy", "Try \"later\"")))
        .endsWith(
            "data: {\"error\":{\"message\":\"Try \\\"later\\\"\",\"type\":\"error\","
                + "\"code\":\"busy\"}}\n\n");
  }

  // ---- documents

  @Test
  void aDocumentThatIsNotOverIsCutShort() throws IOException {
    assertThat(body(GRAVITYENGINE, nothing().tokens("Hel", "lo"))).endsWith("\"content\":\"Hello");
    assertThat(body(GRAVITYENGINE, nothing().tokens("a").done()))
        .endsWith("\"content\":\"a\"},\"finish_reason\":null}]}");
    assertThat(body(GRAVITYENGINE, nothing().tokens("a").finish("length")))
        .endsWith("\"content\":\"a\"},\"finish_reason\":\"length\"}]}");
  }

  @Test
  void severalDocumentsOneAfterTheOther() throws IOException {
    String two = body(GRAVITYENGINE, answer("a").then(answer("b")));

    assertThat(two.split("(?<=])\\}")).hasSize(2);
    assertThat(two).contains("\"content\":\"a\"").contains("\"content\":\"b\"");
  }

  @Test
  void anErrorAfterContentIsADocumentOfItsOwn() throws IOException {
    assertThat(body(GRAVITYENGINE, nothing().tokens("a").error("c", "m")))
        .endsWith("]}{\"error\":{\"message\":\"m\",\"type\":\"error\",\"code\":\"c\"}}");
    assertThat(body(GRAVITYENGINE, nothing().error("c", "m"))).startsWith("{\"error\"");
  }

  @Test
  void anyServiceCanAnswerWithAnEventStream() throws IOException {
    sandbox.next(answer("a").asSse());

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.gravityengine("Hi"));

    assertThat(answer.headers()).containsEntry("content-type", "text/event-stream");
    assertThat(answer.text()).startsWith("data: ").endsWith("data: [DONE]\n\n");
  }

  @Test
  void aFloodedDocumentOpensOnce() throws IOException {
    sandbox.next(nothing().chunked().flood("flood"));
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.gravityengine("Hi"));
      client.readUntil("\"content\":\"");
      assertThat(client.read(60)).contains("flood\r\n5\r\nflood\r\n5\r\nflood");
    }
  }

  // ---- raw text

  @Test
  void yqcloudEchoesWhatWasSent() throws IOException {
    assertThat(body(YQCLOUD, nothing().echo().tokens("Hello")))
        .isEqualTo("always respond in english | HiHello");
    assertThat(body(YQCLOUD, nothing().echoPrefix().tokens("Hello")))
        .isEqualTo("always respond in english | Hello");
  }

  // ---- statuses, headers, bodies

  @Test
  void anEarlyStatusWithHeadersAndBody() throws IOException {
    sandbox.next(status(429).header("Retry-After", "7").plain("文字过长"));

    assertThat(RawClient.wire(sandbox, Ask.lockchat("Hi").header("connection", "close")))
        .isEqualTo(
            "HTTP/1.1 429 Too Many Requests\r\n"
                + "content-type: text/plain; charset=utf-8\r\n"
                + "Retry-After: 7\r\n"
                + "content-length: 12\r\n"
                + "connection: close\r\n\r\n"
                + "文字过长");
  }

  @Test
  void noContentTypeAndNoBody() throws IOException {
    sandbox.next(nothing().withoutContentType().contentLength());

    assertThat(RawClient.wire(sandbox, Ask.yqcloud("Hi").header("connection", "close")))
        .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
  }

  @Test
  void gzipCanBeReadPieceByPiece() throws IOException {
    sandbox.next(answer("Hel", "lo").gzip());

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.yqcloud("Hi"));

    assertThat(answer.headers()).containsEntry("content-encoding", "gzip");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Hello");
    }
  }

  @Test
  void textIsSplitIntoWordsWithoutLosingAnything() throws IOException {
    String text = "  Grüße an 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 alle!\n";

    assertThat(body(YQCLOUD, Script.text(text))).isEqualTo(text);
    assertThat(HealthyAnswersTest.contentOf(body(LOCKCHAT, Script.text(text)))).isEqualTo(text);
  }
}
