package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.Usage;
import dev.runnel.spi.Exchange;
import dev.runnel.tools.ToolLoop;
import dev.runnel.tools.ToolRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops on real threads. */
@Timeout(60)
class ToolLoopThreadsTest {
  private static final Tool TWICE = new Tool("twice", "", "{}");

  /** Answers with two tool calls for three rounds, then with what the tools gave. */
  private static void model(ChatRequest request, Exchange exchange) {
    List<Message> results =
        request.messages().stream().filter(message -> message.role() == Role.TOOL).toList();
    exchange.token("round " + results.size() + ". ");
    if (results.size() == 3) {
      exchange.token("done with " + request.lastMessage().parts().size());
      exchange.usage(Usage.reported(1, 1));
      exchange.finish(FinishReason.STOP);
    } else {
      for (int i = 0; i < 2; i++) {
        exchange.toolCall(
            new ChatEvent.ToolCallDelta(
                i, Optional.of(results.size() + "-" + i), Optional.of("twice"), "{}"));
      }
      exchange.usage(Usage.reported(1, 1));
      exchange.finish(FinishReason.of(FinishReason.Kind.TOOL_CALLS, "tool_calls"));
    }
    exchange.complete();
  }

  @Test
  void aThousandLoopsAtOnceKeepApart() throws Exception {
    try (CallRuntime runtime = CallRuntime.create();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop = ToolLoop.over(client).tool(TWICE, call -> "ok " + call.callId()).build()) {
      List<RecordingSink> sinks = new ArrayList<>();
      List<ToolRun> calls = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        RecordingSink sink = new RecordingSink();
        ToolRun call = loop.call(ChatRequest.of("Hello " + i));
        call.stream(sink);
        sinks.add(sink);
        calls.add(call);
      }
      for (int i = 0; i < 1_000; i++) {
        Outcome outcome = calls.get(i).outcome().toCompletableFuture().get(50, TimeUnit.SECONDS);
        RecordingSink sink = sinks.get(i);
        assertThat(Words.of(outcome)).isEqualTo("Completed(STOP)");
        assertThat(sink.violations()).isEmpty();
        assertThat(sink.text()).isEqualTo("round 0. round 1. round 2. round 3. done with 2");
        assertThat(sink.signals)
            .filteredOn(signal -> signal.startsWith("result"))
            .containsExactly(
                "result 0-0 ok 0-0",
                "result 0-1 ok 0-1",
                "result 1-0 ok 1-0",
                "result 1-1 ok 1-1",
                "result 2-0 ok 2-0",
                "result 2-1 ok 2-1");
        assertThat(outcome.usage()).isEqualTo(Usage.reported(4, 4));
        assertThat(calls.get(i).conversation().get(0)).isEqualTo(Message.user("Hello " + i));
        assertThat(calls.get(i).conversation()).hasSize(8);
      }
    }
  }

  @Test
  void functionsOfOneRoundRunAtTheSameTime() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (CallRuntime runtime = CallRuntime.create();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop =
            ToolLoop.over(client)
                .tool(
                    TWICE,
                    call -> {
                      both.countDown();
                      both.await(); // never, were they run one after the other
                      return "ok";
                    })
                .build()) {
      assertThat(loop.call(ChatRequest.of("Hello")).answer().toCompletableFuture().get().text())
          .endsWith("done with 2");
    }
  }

  @Test
  void functionsBlockNobodyElsesSignals() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (CallRuntime runtime = CallRuntime.create();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop =
            ToolLoop.over(client)
                .tool(
                    TWICE,
                    call -> {
                      release.await();
                      return "ok";
                    })
                .build()) {
      List<RecordingSink> sinks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        RecordingSink sink = new RecordingSink();
        loop.call(ChatRequest.of("Hello")).stream(sink);
        sinks.add(sink);
      }
      Call other = client.call(ChatRequest.of("Hello"));
      assertThat(other.answer().toCompletableFuture().get().toolCalls()).hasSize(2);
      release.countDown();
      for (RecordingSink sink : sinks) {
        assertThat(sink.ended.await(50, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.text()).endsWith("done with 2");
      }
    }
  }

  @Test
  void cancelInterruptsAFunctionThatBlocks() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> end = new CompletableFuture<>();
    try (CallRuntime runtime = CallRuntime.create();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop =
            ToolLoop.over(client)
                .parallel(1)
                .tool(
                    TWICE,
                    call -> {
                      begun.countDown();
                      try {
                        new CountDownLatch(1).await();
                        return "never";
                      } catch (InterruptedException e) {
                        end.complete("interrupted");
                        throw e;
                      }
                    })
                .build()) {
      Call call = loop.call(ChatRequest.of("Hello"));
      call.stream(new RecordingSink());
      begun.await();
      call.cancel();
      assertThat(Words.of(call.outcome().toCompletableFuture().get())).startsWith("Cancelled");
      assertThat(end.get()).isEqualTo("interrupted");
    }
  }

  @Test
  void aFunctionThatKnowsNoInterruptHoldsUpNoEnd() throws Exception {
    Semaphore begun = new Semaphore(0);
    CountDownLatch release = new CountDownLatch(1);
    try (CallRuntime runtime = CallRuntime.create();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop =
            ToolLoop.over(client)
                .tool(
                    TWICE,
                    call -> {
                      begun.release();
                      while (release.getCount() > 0) {
                        try {
                          release.await(); // spinning, two of it would hold all a JDK 25 has
                        } catch (InterruptedException e) {
                          // it knows none
                        }
                      }
                      return "late";
                    })
                .build()) {
      Call call = loop.call(ChatRequest.of("Hello"));
      call.stream(new RecordingSink());
      begun.acquire(2);
      call.cancel();
      assertThat(Words.of(call.outcome().toCompletableFuture().get())).startsWith("Cancelled");
      release.countDown();
    }
  }

  @Test
  void aFunctionThatHangsOnTheOnlyThreadThereIsLetsItGoWhenItsTimeIsOver() throws Exception {
    ExecutorService only = Executors.newSingleThreadExecutor();
    HandMovedTime time = new HandMovedTime();
    CountDownLatch begun = new CountDownLatch(1);
    try (CallRuntime runtime = CallRuntime.builder().executor(only).timekeeper(time).build();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop =
            ToolLoop.over(client)
                .runtime(runtime)
                .maxRounds(2)
                .tool(
                    TWICE,
                    call -> {
                      if (call.callId().equals("0-0")) {
                        begun.countDown();
                        new CountDownLatch(1).await();
                      }
                      return "ok";
                    })
                .build()) {
      RecordingSink sink = new RecordingSink();
      loop.call(ChatRequest.of("Hello")).stream(sink);
      begun.await();
      time.advance(Duration.ofSeconds(60));
      assertThat(sink.ended.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(sink.signals)
          .contains("result 0-0 The tool did not answer within 60 s", "result 0-1 ok");
    } finally {
      only.shutdownNow();
    }
  }

  @Test
  void cancelAtAnyMomentEndsEverything() throws Exception {
    ExecutorService racer = Executors.newSingleThreadExecutor();
    AtomicInteger atWork = new AtomicInteger();
    try (CallRuntime runtime = CallRuntime.create();
        ChatClient client = Drivers.client(runtime, ToolLoopThreadsTest::model);
        ToolLoop loop =
            ToolLoop.over(client)
                .tool(
                    TWICE,
                    call -> {
                      atWork.incrementAndGet();
                      try {
                        return "ok";
                      } finally {
                        atWork.decrementAndGet();
                      }
                    })
                .build()) {
      for (int round = 0; round < 1_000; round++) {
        int pause = new Random(round).nextInt(20_000);
        RecordingSink sink = new RecordingSink();
        ToolRun call = loop.call(ChatRequest.of("Hello"));
        call.stream(sink);
        racer.execute(
            () -> {
              for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
              }
              call.cancel();
            });
        Outcome outcome = call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(Words.of(outcome)).isIn("Cancelled", "Cancelled(delivered)", "Completed(STOP)");
        assertThat(sink.violations()).isEmpty();
        assertThat("round 0. round 1. round 2. round 3. done with 2").startsWith(sink.text());
        assertThat(call.conversation().size())
            .as("calls with their results")
            .isIn(outcome instanceof Outcome.Completed ? List.of(8) : List.of(1, 3, 5, 7, 8));
      }
    } finally {
      racer.shutdownNow();
    }
  }
}
