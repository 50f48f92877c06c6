package dev.runnel.provider.lockchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The secret that older deployments want in the address. */
class LockchatAuthTest {
  private static final String SECRET = "s3cr3t &+/=?ü😀";
  private static final String ENCODED = "s3cr3t%20%26%2B%2F%3D%3F%C3%BC%F0%9F%98%80";

  private static ProviderUnderTest lockchat;

  @BeforeAll
  static void start() {
    lockchat = ProviderUnderTest.start("lockchat", sandbox -> sandbox.lockchatAuth(SECRET));
  }

  @AfterAll
  static void close() {
    lockchat.close();
  }

  @Test
  void itGoesIntoTheQuery() {
    SentRequest sent = lockchat.sent(lockchat.connect("auth", SECRET), ChatRequest.of("Hi"));

    assertThat(sent.query()).isEqualTo("auth=" + ENCODED);
    assertThat(sent.violations()).isEmpty();
  }

  @Test
  void withoutItTheQueryIsEmptyAndTheServicesRefusalIsTold() {
    ChatException failure = lockchat.ask(ChatRequest.of("Hi")).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(failure.httpStatus()).hasValue(401);
    assertThat(lockchat.sandbox().exchanges())
        .last()
        .satisfies(exchange -> assertThat(exchange.request().query()).isEmpty());
  }

  /** A request that is not refused shows at the proxy, whatever its host. */
  @Test
  void beyondLoopbackItIsRefusedOverPlainHttpBeforeAnythingIsSent() {
    try (Sandbox proxy = Sandbox.start()) {
      String[] open = {"base-url", "http://lockchat.invalid", "proxy", proxy.origin()};
      String[] secret = {
        "base-url", "http://lockchat.invalid", "proxy", proxy.origin(), "auth", SECRET
      };
      Heard.from(lockchat.connect(open), ChatRequest.of("Hi"));
      assertThat(proxy.exchanges()).hasSize(1);

      ChatException failure = Heard.from(lockchat.connect(secret), ChatRequest.of("Hi")).refused();

      assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
      assertThat(failure)
          .hasMessage("Credentials are not sent to http://lockchat.invalid over plain http");
      assertThat(failure.nextStep())
          .hasValue("Use https in the endpoint's base-url, or remove the credentials");
      assertThat(proxy.exchanges()).hasSize(1);
    }
  }

  @Test
  void theServicesUsualAddressIsSuchAPlace() {
    ChatClient client =
        lockchat.connect("base-url", "http://supertest.lockchat.app", "auth", SECRET);

    assertThat(Heard.from(client, ChatRequest.of("Hi")).refused())
        .hasMessageContaining("over plain http");
  }

  static Stream<Script> answersThatQuoteIt() {
    return Stream.of(
        Script.status(404).plain("No route for /v1/chat/completions?auth=" + ENCODED),
        Script.status(401).json("{\"error\":{\"message\":\"auth '" + SECRET + "' is unknown\"}}"),
        Script.nothing().error("x", "auth=" + ENCODED + " was refused"),
        Script.status(302).header("location", "http://localhost:9/?auth=" + ENCODED),
        Script.nothing().html("<html><title>" + ENCODED + "</title></html>"),
        Script.nothing().tokens("Hi").body("data: {" + SECRET + "\n\n"));
  }

  @ParameterizedTest
  @MethodSource("answersThatQuoteIt")
  void noFailureShowsIt(Script script) {
    lockchat.sandbox().on("lockchat").next(script);
    ChatClient client = lockchat.connect("auth", SECRET);

    assertHidden(Heard.from(client, ChatRequest.of("Hi")).failed().cause());
  }

  private static void assertHidden(ChatException failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString() + failure.describe()).doesNotContain("s3cr3t");
  }
}
