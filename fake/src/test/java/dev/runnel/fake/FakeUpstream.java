package dev.runnel.fake;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Usage;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.spi.Exchange;
import dev.runnel.testkit.contract.Evidence;
import dev.runnel.testkit.contract.Lines;
import dev.runnel.testkit.contract.Upstream;
import dev.runnel.testkit.contract.Utterance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The contract's lines as a fake's replies. */
final class FakeUpstream implements Upstream {
  private final FakeProvider fake;
  private final LinkedBlockingQueue<CountDownLatch> said = new LinkedBlockingQueue<>();
  private int taken;

  FakeUpstream(FakeProvider fake) {
    this.fake = fake;
  }

  @Override
  public Optional<URI> address() {
    return Optional.empty();
  }

  @Override
  public Evidence evidence() {
    return Evidence.MARK;
  }

  @Override
  public boolean says(Utterance utterance) {
    return !(utterance instanceof Utterance.Malformed);
  }

  @Override
  public void next(Lines lines) {
    CountDownLatch end = new CountDownLatch(1);
    said.add(end);
    List<Step> steps = new ArrayList<>();
    for (Lines.Line line : lines.lines()) {
      add(line, steps);
    }
    boolean empty = lines.lines().isEmpty();
    steps.add(new Step.Tell(exchange -> end.countDown()));
    steps.add(
        switch (lines.ending()) {
          case CLEAN, UNPROVEN ->
              empty
                  ? failing(ErrorKind.EMPTY_ANSWER, "It said nothing")
                  : new Step.Tell(Exchange::endOfInput);
          case LOST -> failing(ErrorKind.CONNECTION, "It was lost");
          case OPEN -> new Step.Tell(exchange -> {});
        });
    fake.next(FakeReply.of(steps));
  }

  private static Step failing(ErrorKind kind, String message) {
    return new Step.Tell(exchange -> exchange.fail(ChatException.of(kind, message)));
  }

  private static void add(Lines.Line line, List<Step> steps) {
    if (line instanceof Lines.Say say) {
      add(say.utterance(), steps);
    } else if (line instanceof Lines.Hold hold) {
      add(hold.gate(), steps);
    } else if (line instanceof Lines.Flood flood) {
      String token = ((Utterance.Token) flood.utterance()).text();
      steps.add(new Step.Flood(exchange -> exchange.token(token)));
    }
  }

  private static void add(Gate gate, List<Step> steps) {
    CompletableFuture<Void> open = new CompletableFuture<>();
    steps.add(
        new Step.Tell(
            exchange -> {
              gate.reach();
              gate.whenOpen(() -> open.complete(null));
            }));
    steps.add(new Step.Await(open));
  }

  private static void add(Utterance utterance, List<Step> steps) {
    if (utterance instanceof Utterance.Token token) {
      steps.add(new Step.Say(exchange -> exchange.token(token.text())));
    } else if (utterance instanceof Utterance.Reasoning reasoning) {
      steps.add(new Step.Say(exchange -> exchange.reasoning(reasoning.text())));
    } else if (utterance instanceof Utterance.Signature signature) {
      steps.add(new Step.Tell(exchange -> exchange.reasoningSignature(signature.text())));
    } else if (utterance instanceof Utterance.ToolCall call) {
      for (int i = 0; i < call.arguments().size(); i++) {
        ChatEvent.ToolCallDelta delta =
            new ChatEvent.ToolCallDelta(
                call.index(),
                i == 0 ? Optional.of(call.id()) : Optional.empty(),
                i == 0 ? Optional.of(call.name()) : Optional.empty(),
                call.arguments().get(i));
        steps.add(new Step.Say(exchange -> exchange.toolCall(delta)));
      }
    } else if (utterance instanceof Utterance.Finish finish) {
      FinishReason reason = new FinishReason(finish.reason(), Optional.empty());
      steps.add(new Step.Tell(exchange -> exchange.finish(reason)));
    } else if (utterance instanceof Utterance.End) {
      steps.add(new Step.Tell(Exchange::complete));
    } else if (utterance instanceof Utterance.Usage usage) {
      steps.add(
          new Step.Tell(exchange -> exchange.usage(Usage.reported(usage.input(), usage.output()))));
    } else if (utterance instanceof Utterance.Failure failure) {
      steps.add(failing(failure.kind(), failure.message()));
    } else if (utterance instanceof Utterance.Malformed) {
      throw new IllegalArgumentException("A fake says nothing malformed");
    }
  }

  @Override
  public Asked awaitRequest(Duration patience) {
    FakeCall call = awaitCall(patience);
    @Nullable CountDownLatch end = said.poll();
    return new Asked() {
      @Override
      public String text() {
        return wholeOf(call.request());
      }

      @Override
      public String body() {
        return wholeOf(call.request());
      }

      @Override
      public void awaitAborted(Duration within) {
        call.awaitAborted(within);
      }

      @Override
      public void awaitSaid(Duration within) {
        try {
          if (end == null || !end.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Not everything was said within " + within);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError(e);
        }
      }
    };
  }

  /** A fake is given the request itself; here it is with all that its description shortens. */
  private static String wholeOf(ChatRequest request) {
    StringBuilder whole = new StringBuilder(RequestText.of(request)).append(request.tools());
    for (Message message : request.messages()) {
      for (ContentPart part : message.parts()) {
        if (part instanceof ContentPart.Image image && image.data() != null) {
          whole.append(Base64.getEncoder().encodeToString(image.data()));
        } else if (part instanceof ContentPart.Reasoning reasoning) {
          whole.append(reasoning.signature());
        }
      }
    }
    return whole.toString();
  }

  private FakeCall awaitCall(Duration patience) {
    return fake.awaitCall(taken++, patience);
  }

  @Override
  public int requests() {
    return fake.calls().size();
  }

  @Override
  public OptionalInt openConnections() {
    return OptionalInt.empty();
  }

  @Override
  public void close() {
    fake.close();
  }
}
