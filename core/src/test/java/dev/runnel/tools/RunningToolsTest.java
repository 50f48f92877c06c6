package dev.runnel.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Tool;
import dev.runnel.guard.CallRuntime;
import dev.runnel.spi.Exchange;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only two threads at the same place would show. */
@Timeout(60)
class RunningToolsTest {
  private final CountDownLatch telling = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  /** Holds whoever tells the first result until it may go on. */
  private final Exchange exchange =
      (Exchange)
          Proxy.newProxyInstance(
              Exchange.class.getClassLoader(),
              new Class<?>[] {Exchange.class},
              (proxy, method, arguments) -> {
                ContentPart.ToolResult result = (ContentPart.ToolResult) arguments[0];
                if (result.callId().equals("a")) {
                  telling.countDown();
                  go.await();
                }
                told.add(result.callId());
                return true;
              });

  @Test
  void aResultIsToldWhenTheOneBeforeItHasBeen() throws Exception {
    List<Runnable> functions = new ArrayList<>();
    CompletableFuture<List<ContentPart>> results = new CompletableFuture<>();
    try (CallRuntime runtime = CallRuntime.create()) {
      LoopSettings settings =
          new LoopSettings(
              Map.of("f", new RegisteredTool(new Tool("f", "", "{}"), call -> "ok", null)),
              Duration.ofMinutes(1),
              8,
              8,
              functions::add,
              Throwable::getMessage,
              runtime);
      new RunningTools(
              List.of(
                  new ContentPart.ToolCall("a", "f", "{}"),
                  new ContentPart.ToolCall("b", "f", "{}")),
              settings,
              exchange,
              results::complete,
              results::completeExceptionally)
          .start();
      Thread first = new Thread(functions.get(0));
      first.start();
      telling.await();
      functions.get(1).run();
      assertThat(told).as("told before the first").isEmpty();
      go.countDown();
      assertThat(results.get()).hasSize(2);
      assertThat(told).containsExactly("a", "b");
      first.join();
    }
  }
}
