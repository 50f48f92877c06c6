package dev.runnel.gateway.delivery;

import dev.runnel.api.Call;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The response that a streamed answer is. Its head waits for the first content or the failure, but
 * not for ever; then, whenever nothing is written for a while, a comment shows that it lives.
 * Everything is written in whole events. On the client's context only, unless a method says
 * otherwise.
 */
final class StreamedResponse {
  private final Call call;
  private final Client client;
  private final Served served;
  private final Backlog backlog;
  private final Demand demand;
  private final DeliverySettings settings;
  private final Outlet outlet;
  private final Departure departure;
  private final QuietTimer silence;
  private volatile @Nullable StreamEnd end;
  private boolean headSent;
  private boolean servedTold;
  private boolean over;

  StreamedResponse(
      Call call,
      Client client,
      Served served,
      Backlog backlog,
      Demand demand,
      DeliverySettings settings) {
    this.call = call;
    this.client = client;
    this.served = served;
    this.backlog = backlog;
    this.demand = demand;
    this.settings = settings;
    outlet = new Outlet(client, settings.slowClient(), this::drop, this::left);
    departure = new Departure(call, client, served, settings);
    silence = client.timer(this::beat);
  }

  // ---- from any thread

  /** There is something in the backlog. */
  void wake() {
    client.run(this::flush);
  }

  /** The call is over, and nothing more comes into the backlog. */
  void end(StreamEnd ending) {
    end = ending;
    wake();
  }

  // ---- on the client's context

  void begin() {
    silence.start(settings.commitAfter());
    client.onGone(this::abandon);
  }

  private void flush() {
    if (over) {
      return;
    }
    StreamEnd ending = end; // before the look: what was added before it is in there
    Buffer news = backlog.take();
    if (ending != null) {
      close();
    }
    if (client.isGone()) {
      left(news.length());
    } else if (ending != null) {
      finish(ending, news);
    } else if (news.length() > 0) {
      head(true);
      silence.happened();
      outlet.write(news);
    }
  }

  private void finish(StreamEnd ending, Buffer rest) {
    Trouble trouble = ending.trouble();
    if (trouble == null) {
      head(true);
      outlet.end(rest);
    } else if (headSent || rest.length() > 0) {
      head(true);
      backlog.entered(ending.event().length);
      outlet.cut(rest.appendBytes(ending.event()));
    } else {
      client.tell(served);
      client.refuse(trouble);
    }
  }

  /**
   * Sees to it that the head goes with what is written next.
   *
   * @param answered whether somebody answers, so that it is known who
   */
  private void head(boolean answered) {
    if (!headSent) {
      headSent = true;
      servedTold = answered;
      if (answered) {
        client.tell(served);
      }
      client.beginEvents();
      if (!over) {
        silence.start(settings.heartbeat());
      }
    } else if (answered && !servedTold) {
      servedTold = true; // too late for a header
      comment(Comments.of(client.headers(served)));
    }
  }

  /** Nothing was written for a while. */
  private void beat() {
    head(false);
    if (backlog.bytes() == 0) {
      comment(Comments.HEARTBEAT);
    }
    silence.start(settings.heartbeat());
  }

  private void comment(byte[] bytes) {
    backlog.entered(bytes.length);
    outlet.write(Buffer.buffer(bytes));
  }

  /** So many bytes wait for the client no more. */
  private void left(int bytes) {
    backlog.left(bytes);
    demand.left();
  }

  /** The client takes nothing. */
  private void drop() {
    close();
    client.drop();
    call.cancel();
  }

  /** The client has left. */
  private void abandon() {
    silence.stop();
    outlet.close();
    if (!over) {
      departure.begin();
    }
  }

  private void close() {
    over = true;
    silence.stop();
    departure.over();
  }
}
