package dev.runnel.testkit.contract.toy;

import dev.runnel.spi.Exchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One call of the toy, on a thread of its own, but for connecting. */
final class ToyCall {
  private enum Phase {
    CONNECTING,
    SENT,
    BEFORE_CONTENT,
    MID_STREAM,
    WAITING
  }

  private final ToyDriver driver;
  private final Sin sin;
  private final String request;
  private final Exchange exchange;
  private final Object demand = new Object();
  private final Object signalling = new Object();
  private volatile ToySocket socket;
  private volatile Phase phase = Phase.CONNECTING;
  private volatile boolean givenUp;
  private boolean resumed;
  private ToyReader reader;

  ToyCall(ToyDriver driver, String request, Exchange exchange) {
    this.driver = driver;
    this.sin = driver.sin;
    this.request = request;
    this.exchange = exchange;
  }

  void start() {
    if (sin != Sin.FORGETS_THAT_A_CALL_MAY_BE_OVER) {
      socket = new ToySocket();
    }
    exchange.onAbort(this::abort);
    exchange.onDemand(
        () -> {
          synchronized (demand) {
            resumed = true;
            demand.notifyAll();
          }
        });
    if (sin == Sin.FORGETS_THAT_A_CALL_MAY_BE_OVER) {
      socket = new ToySocket();
    } else if (exchange.isOver()) {
      driver.done(this, socket);
      return;
    }
    Duration limit =
        sin == Sin.IGNORES_THE_CONNECT_CLOCK
            ? Duration.ofSeconds(30)
            : exchange.timeouts().connect();
    try {
      socket.connect(driver.address(), limit);
    } catch (SocketTimeoutException e) {
      exchange.fail(ToyFailures.connectTimeout(e));
      driver.done(this, socket);
      return;
    } catch (IOException e) {
      exchange.fail(ToyFailures.notConnected(e, sin, e instanceof ConnectException));
      driver.done(this, socket);
      return;
    }
    ToyDriver.start("toy-call", this::run);
  }

  private void abort() {
    if (socket == null) {
      return;
    }
    boolean ignored =
        switch (phase) {
          case CONNECTING -> sin == Sin.DOES_NOT_ABORT_WHILE_CONNECTING;
          case SENT -> sin == Sin.DOES_NOT_ABORT_BEFORE_THE_HEAD;
          case BEFORE_CONTENT -> sin == Sin.DOES_NOT_ABORT_BEFORE_CONTENT;
          case MID_STREAM -> sin == Sin.DOES_NOT_ABORT_IN_MID_STREAM;
          case WAITING -> sin == Sin.DOES_NOT_ABORT_WHILE_IT_WAITS;
        };
    if (ignored) {
      return;
    }
    if (sin == Sin.ABORTS_BEHIND_THE_CONSUMER) {
      synchronized (signalling) {
        giveUp();
      }
    } else {
      giveUp();
    }
    if (sin == Sin.ABORTS_ALL_CALLS) {
      driver.calls.forEach(ToyCall::giveUp);
    }
  }

  void giveUp() {
    givenUp = true;
    socket.close();
    synchronized (demand) {
      demand.notifyAll();
    }
  }

  private void run() {
    boolean headSeen = false;
    try {
      send(socket, "/chat");
      phase = Phase.SENT;
      socket.readHead();
      headSeen = true;
      phase = Phase.BEFORE_CONTENT;
      answer();
    } catch (IOException e) {
      if (sin == Sin.RETRIES && !headSeen && !exchange.isOver()) {
        again(driver.address(), "/again");
      }
      lost(e);
    } finally {
      driver.done(this, socket);
    }
  }

  private void send(ToySocket to, String path) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    driver.key().ifPresent(key -> fields.put("authorization", key.reveal()));
    driver.wireLog("> " + fields + "\n" + request);
    to.send(path, fields, request);
  }

  private void again(java.net.URI address, String path) {
    try (ToySocket second = new ToySocket()) {
      second.connect(address, Duration.ofSeconds(5));
      send(second, path);
      second.readHead();
    } catch (IOException e) {
      return; // the first failure is told
    }
  }

  private void answer() throws IOException {
    if (socket.status() >= 400) {
      exchange.fail(ToyFailures.refused(socket, socket.readAll(), driver));
      return;
    }
    if (socket.status() >= 300) {
      if (sin == Sin.FOLLOWS_REDIRECTS) {
        java.net.URI elsewhere = java.net.URI.create(socket.header("location"));
        again(elsewhere, elsewhere.getPath());
      }
      exchange.fail(ToyFailures.protocol("The service redirects"));
      return;
    }
    if (sin == Sin.TAKES_PAGES_FOR_TEXT && socket.header("content-type").contains("html")) {
      exchange.token(socket.readAll());
      exchange.complete();
      return;
    }
    if (sin != Sin.IGNORES_THE_CONTENT_TYPE
        && !socket.header("content-type").equals(ToyFormat.TYPE)) {
      exchange.fail(ToyFailures.protocol("The service answers with something else"));
      return;
    }
    read();
  }

  private void read() throws IOException {
    reader = new ToyReader(driver, exchange, this::signal);
    // A character may be cut by a read; what is left of it waits here for its other half.
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    ByteBuffer left = ByteBuffer.allocate(16 * 1024);
    byte[] some = new byte[8 * 1024];
    StringBuilder text = new StringBuilder();
    long bytes = 0;
    for (int count = socket.read(some); count >= 0; count = socket.read(some)) {
      bytes += count;
      if (sin == Sin.DECODES_EACH_READ_BY_ITSELF) {
        text.append(new String(some, 0, count, StandardCharsets.UTF_8));
      } else {
        left.put(some, 0, count).flip();
        CharBuffer decoded = CharBuffer.allocate(left.remaining() + 1);
        decoder.decode(left, decoded, false);
        left.compact();
        text.append(decoded.flip());
      }
      if (takeLines(text)) {
        return;
      }
    }
    if (givenUp) {
      return;
    }
    reader.endOfInput(bytes);
  }

  /** Whether the call has ended. */
  private boolean takeLines(StringBuilder text) throws IOException {
    for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      String line = text.substring(0, end);
      text.delete(0, end + 1);
      driver.wireLog("< " + line + "\n");
      if (!reader.line(line)) {
        return true;
      }
      if (reader.paused()) {
        if (sin == Sin.READS_WITHOUT_DEMAND) {
          readOn(text);
        }
        boolean waited = awaitDemand();
        if (waited && sin == Sin.FORGETS_WHAT_IT_HAD_READ) {
          text.setLength(0);
        }
        if (givenUp) {
          return true;
        }
      }
    }
    return false;
  }

  /** Reads on while nothing is wanted; keeps the first mebibytes of it. */
  private void readOn(StringBuilder text) {
    byte[] some = new byte[8 * 1024];
    try {
      while (!exchange.wantsMore()) {
        int count = socket.read(some);
        if (count < 0) {
          return;
        }
        if (text.length() < 8 << 20) {
          text.append(new String(some, 0, count, StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      return; // shows with the next read
    }
  }

  private boolean awaitDemand() {
    boolean waited = false;
    boolean locked = sin == Sin.LOCKS_ALL_CALLS_WHILE_IT_WAITS;
    if (locked) {
      driver.lock.lock();
    }
    Phase before = phase;
    try {
      synchronized (demand) {
        while (!resumed && !givenUp && (sin == Sin.MISSES_DEMAND || !exchange.wantsMore())) {
          phase = Phase.WAITING; // not before: whoever need not wait is still in mid-stream
          waited = true;
          demand.wait(20_000);
        }
        resumed = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      phase = before;
      if (locked) {
        driver.lock.unlock();
      }
    }
    return waited;
  }

  /** Hands a content to the exchange, and notes whether more is wanted. */
  private boolean signal(java.util.function.Predicate<Exchange> content) {
    phase = Phase.MID_STREAM;
    boolean more;
    if (sin == Sin.SIGNALS_FROM_SEVERAL_THREADS) {
      boolean[] answer = {true};
      Thread thread = ToyDriver.start("toy-signal", () -> answer[0] = content.test(exchange));
      try {
        thread.join(60);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      more = answer[0];
    } else if (sin == Sin.LOCKS_ALL_CALLS_WHILE_IT_SIGNALS) {
      driver.lock.lock();
      try {
        more = content.test(exchange);
      } finally {
        driver.lock.unlock();
      }
    } else {
      synchronized (signalling) {
        // With one that is over: while both go on, it would be two rules that this breaks.
        boolean mixes = sin == Sin.MIXES_CALLS && driver.latest.isOver();
        more = content.test(mixes ? driver.latest : exchange);
      }
    }
    if (!more && sin == Sin.MISSES_DEMAND) {
      synchronized (demand) {
        resumed = false;
      }
    }
    return more;
  }

  private void lost(IOException failure) {
    if (givenUp) {
      return;
    }
    if (reader == null) {
      if (sin == Sin.TAKES_A_LOSS_BEFORE_CONTENT_FOR_AN_END) {
        exchange.endOfInput();
      } else {
        exchange.fail(ToyFailures.lost(failure));
      }
      return;
    }
    reader.lost(failure);
  }
}
