package dev.runnel.sandbox.wire;

import dev.runnel.sandbox.exchange.Fate;
import dev.runnel.sandbox.script.Action;
import dev.runnel.sandbox.script.Ending;
import dev.runnel.sandbox.script.Framing;
import dev.runnel.sandbox.script.Reply;
import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays one reply on one connection, no faster than the client reads. Used by the connection's
 * event loop only.
 */
final class Player {

  /** How many steps are taken before other connections of the event loop have their turn. */
  private static final int STEPS_AT_ONCE = 64;

  /** How long nothing must move before a write counts as held back. */
  private static final long HELD_BACK_MILLIS = 200;

  private final Channel channel;
  private final Connection connection;
  private final RecordedExchange exchange;
  private final Reply reply;
  private final boolean keepAlive;
  private final Cursor cursor;
  private final Wire wire;
  private final BodyFrames frames;
  private byte @Nullable [] saying;
  private int said;
  private long bodySent;
  private boolean headSent;
  private boolean stepping;
  private boolean waiting;
  private boolean over;
  private boolean watching;

  Player(Connection connection, RecordedExchange exchange, Reply reply, boolean keepAlive) {
    this.connection = connection;
    this.channel = connection.channel();
    this.exchange = exchange;
    this.reply = reply;
    this.keepAlive =
        keepAlive
            && !(reply.framing() instanceof Framing.UntilClose)
            && !(reply.framing() instanceof Framing.Verbatim);
    this.cursor = new Cursor(reply.actions());
    this.wire = new Wire(channel, reply.cutWireAt(), exchange::wrote);
    this.frames = BodyFrames.of(reply.framing());
  }

  /** Takes the next steps, if nothing is being waited for. */
  void play() {
    // A flush may report that the channel is writable again before it returns.
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      for (int step = 0; step < STEPS_AT_ONCE; step++) {
        if (over || waiting) {
          return;
        }
        if (!channel.isWritable()) {
          watchForStandstill();
          return;
        }
        step();
      }
    } finally {
      stepping = false;
    }
    channel.eventLoop().execute(this::play);
  }

  /** The connection is gone: plays no more. */
  void stop() {
    over = true;
  }

  private void step() {
    if (saying != null) {
      sendPiece(saying);
      return;
    }
    Action action = cursor.next();
    if (action == null) {
      end();
    } else if (action instanceof Action.SendHead) {
      sendHead();
    } else if (action instanceof Action.Send send) {
      sendHead();
      saying = send.bytes();
      said = 0;
    } else if (action instanceof Action.Wait wait) {
      waiting = true;
      channel.eventLoop().schedule(this::goOn, wait.duration().toNanos(), TimeUnit.NANOSECONDS);
    } else if (action instanceof Action.WaitFor waitFor) {
      waiting = true;
      wire.afterwards(waitFor.gate()::reach);
      waitFor.gate().whenOpen(this::goOnFromElsewhere);
    }
  }

  private void goOn() {
    waiting = false;
    play();
  }

  private void goOnFromElsewhere() {
    try {
      channel.eventLoop().execute(this::goOn);
    } catch (RejectedExecutionException e) {
      // The sandbox was closed while this exchange stood at the gate.
      over = true;
    }
  }

  private void sendHead() {
    if (headSent) {
      return;
    }
    headSent = true;
    wire.send(Head.of(reply, keepAlive));
    if (wire.cut() || reply.cutBodyAt() == 0) {
      strike();
    }
  }

  private void sendPiece(byte[] bytes) {
    int size = reply.pieces().next(bodySent, bytes.length - said);
    long allowed = reply.cutBodyAt() - bodySent;
    if (allowed < size) {
      wire.limit(frames.prefixOf(size) + allowed);
    }
    wire.send(frames.frame(bytes, said, size));
    bodySent += size;
    said += size;
    if (said == bytes.length) {
      saying = null;
    }
    if (wire.cut() || allowed <= size) {
      strike();
    }
  }

  private void end() {
    if (reply.ending() != Ending.CLEAN) {
      if (reply.cutWireAt() != Long.MAX_VALUE) {
        sendHead();
        wire.send(frames.end());
      }
      strike();
      return;
    }
    sendHead();
    wire.send(frames.end());
    over = true;
    boolean tooShort = frames.announced(reply.bodyLength()) > bodySent;
    boolean lied = frames.announced(reply.bodyLength()) != bodySent;
    wire.afterwards(
        () -> {
          exchange.end(tooShort ? Fate.CUT : Fate.ANSWERED);
          if (keepAlive && !lied) {
            connection.next();
          } else {
            connection.close();
          }
        });
  }

  /** Does at once what the reply says about its end. */
  private void strike() {
    if (over) {
      return;
    }
    over = true;
    switch (reply.ending()) {
      case CLEAN, CLOSE -> wire.afterwards(this::close);
      case RESET -> wire.afterwards(this::reset);
      case STAY_OPEN -> {}
    }
  }

  private void close() {
    exchange.end(Fate.CUT);
    connection.close();
  }

  private void reset() {
    exchange.end(Fate.CUT);
    connection.reset();
  }

  private void watchForStandstill() {
    if (!watching) {
      watching = true;
      watchFrom(exchange.bytesWritten(), channel.bytesBeforeWritable());
    }
  }

  private void watchFrom(long written, long before) {
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (over || channel.isWritable()) {
                watching = false;
                exchange.blocked(false);
                return;
              }
              long nowWritten = exchange.bytesWritten();
              long nowBefore = channel.bytesBeforeWritable();
              exchange.blocked(nowWritten == written && nowBefore == before);
              watchFrom(nowWritten, nowBefore);
            },
            HELD_BACK_MILLIS,
            TimeUnit.MILLISECONDS);
  }
}
