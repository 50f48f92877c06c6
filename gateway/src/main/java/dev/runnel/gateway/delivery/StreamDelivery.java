package dev.runnel.gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.Troubles;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer on its way to its client. The call's signals come on any thread, one at a
 * time, and are encoded there; what they became is written on the client's context, in whole
 * events. While more waits for the client than may, the call is asked for nothing more.
 */
public final class StreamDelivery implements TokenSink {
  private static final Buffer HEARTBEAT = Buffer.buffer(": keep-alive\n\n".getBytes(UTF_8));

  /** What is written at once: the client's progress is seen when one of these has left. */
  private static final int SLICE = 16 << 10;

  private final Call call;
  private final Client client;
  private final Served served;
  private final Supplier<AnswerWriter> form;
  private final DeliverySettings settings;

  private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong pending = new AtomicLong();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicBoolean withheld = new AtomicBoolean();
  private volatile @Nullable Outcome end;
  private @Nullable AnswerWriter writer; // the call's signals'
  private Usage usage = Usage.ABSENT; // the call's signals'

  // the client's context's
  private boolean headSent;
  private long silence;
  private long stall;

  private StreamDelivery(
      Call call,
      Client client,
      Served served,
      Supplier<AnswerWriter> form,
      DeliverySettings settings) {
    this.call = call;
    this.client = client;
    this.served = served;
    this.form = form;
    this.settings = settings;
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
    client.run(delivery::begin);
    call.stream(delivery);
  }

  // ---- the call's signals

  @Override
  public void onStart(Call started) {
    started.request(1);
  }

  @Override
  public void onToken(String token) {
    client.said(token);
    deliver(new ChatEvent.Token(token));
  }

  @Override
  public void onReasoning(String text) {
    deliver(new ChatEvent.Reasoning(text));
  }

  @Override
  public void onReasoningSignature(String signature) {
    offer(encode(new ChatEvent.ReasoningSignature(signature)));
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    deliver(delta);
  }

  @Override
  public void onUsage(Usage counted) {
    usage = counted;
  }

  @Override
  public void onEnd(Outcome outcome) {
    outcome.fold(
        completed -> {
          opened();
          offer(writer().end(completed));
          return null;
        },
        incomplete -> null,
        failed -> null,
        cancelled -> null);
    end = outcome;
    schedule();
  }

  private void deliver(ChatEvent content) {
    offer(encode(content));
    if (pending.get() <= settings.maxPending()) {
      call.request(1);
    } else {
      withheld.set(true);
      goOn(); // all may have left meanwhile
    }
  }

  private byte[] encode(ChatEvent event) {
    opened();
    return writer().event(event);
  }

  private void opened() {
    if (writer == null) {
      writer = form.get();
      writer.known(usage);
      offer(writer.start());
    }
  }

  private AnswerWriter writer() {
    AnswerWriter open = writer;
    if (open == null) {
      throw new IllegalStateException("The answer is not open");
    }
    return open;
  }

  private void offer(byte[] bytes) {
    if (bytes.length > 0) {
      pending.addAndGet(bytes.length);
      queue.add(bytes);
      schedule();
    }
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      client.run(this::drain);
    }
  }

  /** Asks for more where little waits and nothing was asked for. */
  private void goOn() {
    if (pending.get() <= settings.maxPending() / 2 && withheld.compareAndSet(true, false)) {
      call.request(1);
    }
  }

  // ---- on the client's context

  private void begin() {
    silence = client.after(settings.commitAfter(), this::commit);
    client.onGone(this::abandon);
  }

  private void drain() {
    scheduled.set(false);
    Outcome outcome = end; // before the queue: what was offered before it is in there
    Buffer all = Buffer.buffer();
    for (byte[] bytes = queue.poll(); bytes != null; bytes = queue.poll()) {
      all.appendBytes(bytes);
    }
    if (client.isGone()) {
      pending.addAndGet(-all.length());
      goOn();
    } else {
      if (all.length() > 0) {
        write(all);
      }
      if (outcome != null) {
        end(outcome);
      }
    }
  }

  private void write(Buffer bytes) {
    head();
    client.forget(silence);
    silence = client.after(settings.heartbeat(), this::beat);
    for (int from = 0; from < bytes.length(); from += SLICE) {
      Buffer slice = bytes.getBuffer(from, Math.min(bytes.length(), from + SLICE));
      client.response().write(slice).onComplete(done -> left(slice.length()));
    }
    if (stall == 0) {
      watch();
    }
  }

  /** Some of what waited has left, or never will. */
  private void left(int bytes) {
    client.forget(stall);
    stall = 0;
    if (pending.addAndGet(-bytes) > 0) {
      watch();
    }
    goOn();
  }

  private void watch() {
    stall = client.after(settings.slowClient(), this::drop);
  }

  private void drop() {
    if (!client.isGone()) {
      client.drop();
      call.cancel();
    }
  }

  private void head() {
    if (!headSent) {
      headSent = true;
      client.tell(served);
      client.beginEvents();
    }
  }

  private void commit() {
    head();
    beat();
  }

  private void beat() {
    if (!client.isGone() && pending.get() == 0) {
      client.response().write(HEARTBEAT);
    }
    silence = client.after(settings.heartbeat(), this::beat);
  }

  private void end(Outcome outcome) {
    quiet();
    client.concluded(outcome);
    if (outcome instanceof Outcome.Completed) {
      client.end(Buffer.buffer());
    } else if (headSent) {
      AnswerWriter open = writer == null ? form.get() : writer;
      client
          .response()
          .write(Buffer.buffer(open.failure(Troubles.of(outcome))))
          .onComplete(done -> client.cut());
    } else {
      client.tell(served);
      client.refuse(Troubles.of(outcome));
    }
  }

  private void abandon() {
    quiet();
    call.cancel();
  }

  private void quiet() {
    client.forget(silence);
    client.forget(stall);
  }
}
