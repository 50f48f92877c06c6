package dev.runnel.gateway.delivery;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.form.Troubles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer on its way to its client. The call's signals come on any thread, one at a
 * time, and are encoded there; what they became is {@linkplain StreamedResponse written} on the
 * client's context. While more waits for the client than may, the call is asked for nothing more.
 */
public final class StreamDelivery implements TokenSink {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");

  private final Client client;
  private final Supplier<AnswerWriter> form;
  private final Backlog backlog;
  private final Demand demand;
  private final StreamedResponse response;
  private @Nullable AnswerWriter writer;
  private Usage usage = Usage.ABSENT;

  private StreamDelivery(
      Call call,
      Client client,
      Served served,
      Supplier<AnswerWriter> form,
      DeliverySettings settings) {
    this.client = client;
    this.form = form;
    backlog = new Backlog();
    demand = new Demand(call, backlog::bytes, settings.maxPending());
    response = new StreamedResponse(call, client, served, backlog, demand, settings);
  }

  /**
   * Starts a call and the delivery of its answer. From any thread that may block.
   *
   * @param form made when the first event is there, since then it is known who serves
   */
  public static void start(
      Call call,
      Client client,
      Served served,
      Supplier<AnswerWriter> form,
      DeliverySettings settings) {
    StreamDelivery delivery = new StreamDelivery(call, client, served, form, settings);
    client.run(delivery.response::begin);
    call.stream(delivery);
  }

  @Override
  public void onStart(Call started) {
    demand.begin();
  }

  @Override
  public void onToken(String token) {
    client.said(token);
    content(new ChatEvent.Token(token));
  }

  @Override
  public void onReasoning(String text) {
    content(new ChatEvent.Reasoning(text));
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    content(delta);
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    content(new ChatEvent.ToolResult(result));
  }

  @Override
  public void onReasoningSignature(String signature) {
    offer(new ChatEvent.ReasoningSignature(signature));
  }

  @Override
  public void onUsage(Usage counted) {
    usage = counted;
  }

  @Override
  public void onEnd(Outcome outcome) {
    client.concluded(outcome);
    StreamEnd ending;
    try {
      ending = ending(outcome);
    } catch (RuntimeException e) { // else the client would wait for ever
      LOG.log(Level.ERROR, "The end of an answer cannot be written", e);
      ending =
          StreamEnd.failure(Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed"), new byte[0]);
    }
    response.end(ending);
  }

  private StreamEnd ending(Outcome outcome) {
    if (client.isGone()) {
      return StreamEnd.WHOLE; // nobody is told
    }
    if (outcome instanceof Outcome.Completed completed) {
      add(writer().end(completed));
      return StreamEnd.WHOLE;
    }
    Trouble trouble = Troubles.of(outcome);
    AnswerWriter open = writer == null ? form.get() : writer;
    return StreamEnd.failure(trouble, open.failure(trouble));
  }

  private void content(ChatEvent event) {
    demand.came(offer(event));
  }

  private int offer(ChatEvent event) {
    if (client.isGone()) {
      return 0;
    }
    int bytes = add(writer().event(event));
    if (backlog.isNews()) {
      response.wake();
    }
    return bytes;
  }

  private AnswerWriter writer() {
    AnswerWriter open = writer;
    if (open == null) {
      open = form.get();
      writer = open;
      open.known(usage);
      add(open.start());
    }
    return open;
  }

  private int add(byte[] encoded) {
    if (encoded.length > 0) {
      backlog.add(encoded);
    }
    return encoded.length;
  }
}
