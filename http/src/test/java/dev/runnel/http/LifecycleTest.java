package dev.runnel.http;

import static dev.runnel.http.TestEndpoint.BASE_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Driver;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final String ANSWER =
      RawUpstream.response(
          200, "text/event-stream", RawUpstream.event("Hello") + "data: [DONE]\n\n");

  private static List<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert.x-"))
        .toList();
  }

  private static void awaitNone() throws InterruptedException {
    for (Thread thread : ours()) {
      thread.join(10_000);
    }
    assertThat(ours()).isEmpty();
  }

  @Test
  void threadsComeWithTheFirstCallAndGoWithTheLastUser() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(ANSWER)) {
      awaitNone();
      TestEndpoint first = TestEndpoint.at(upstream.url());
      TestEndpoint second = TestEndpoint.at(upstream.url());
      TestEndpoint idle = TestEndpoint.at(upstream.url());
      assertThat(ours()).isEmpty(); // opening is not using

      assertThat(Listening.to(first.client).outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(Listening.to(second.client).outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(ours()).isNotEmpty().allMatch(Thread::isDaemon).hasSizeLessThan(8);

      first.close();
      first.close();
      idle.close();
      assertThat(Listening.to(second.client).outcome()).isInstanceOf(Outcome.Completed.class);

      second.close();
      awaitNone();

      try (TestEndpoint again = TestEndpoint.at(upstream.url())) {
        assertThat(Listening.to(again.client).outcome()).isInstanceOf(Outcome.Completed.class);
      }
    }
  }

  @Test
  void noThreadHoldsTheCallersContextClassLoader() throws Exception {
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    ClassLoader plugin = new ClassLoader("plugin", before) {};
    try (RawUpstream upstream = RawUpstream.answering(ANSWER);
        TestEndpoint endpoint =
            TestEndpoint.at(
                upstream.url(),
                (http, request, exchange) -> {
                  // As where a plugin's code makes the first call.
                  Thread.currentThread().setContextClassLoader(plugin);
                  try {
                    TestEndpoint.OPENAI.start(http, request, exchange);
                  } finally {
                    Thread.currentThread().setContextClassLoader(before);
                  }
                })) {
      Listening.to(endpoint.client).outcome();

      assertThat(ours()).isNotEmpty();
      assertThat(ours()).noneMatch(thread -> thread.getContextClassLoader() == plugin);
    }
  }

  @Test
  void aClosedTransportRefusesCalls() {
    TestEndpoint endpoint = TestEndpoint.at("http://127.0.0.1:1");
    endpoint.http.close();
    RecordingExchange exchange = new RecordingExchange();

    TestEndpoint.OPENAI.start(endpoint.http, ChatRequest.of("Hi"), exchange);

    assertThat(exchange.failure.kind()).isEqualTo(ErrorKind.INTERNAL);
    endpoint.close();
  }

  @Test
  void theDriverOfATransportKnowsItsEventLoopsAndClosesItWithItself() throws Exception {
    HttpTransport http = HttpTransport.open(TestEndpoint.config("http://127.0.0.1:1"), BASE_URL);
    Capabilities can = Capabilities.builder().models("m").build();
    AtomicReference<ChatRequest> asked = new AtomicReference<>();
    Driver driver = http.driver(can, (request, exchange) -> asked.set(request));
    ChatRequest request = ChatRequest.of("Hi");

    driver.start(request, new RecordingExchange());

    assertThat(asked).hasValue(request);
    assertThat(driver.capabilities()).isSameAs(can);
    assertThat(driver.models().toCompletableFuture().get()).isEqualTo(can.models());
    assertThat(driver.onEventLoop()).isFalse();
    driver.close();
    assertThatThrownBy(http::live).isInstanceOf(ChatException.class);
  }
}
