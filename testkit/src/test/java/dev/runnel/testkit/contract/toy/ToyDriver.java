package dev.runnel.testkit.contract.toy;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A thread and a connection for each call. */
final class ToyDriver implements Driver {
  final EndpointConfig config;
  final Sin sin;
  final ReentrantLock lock = new ReentrantLock();
  final Set<ToyCall> calls = ConcurrentHashMap.newKeySet();
  volatile Exchange latest;

  private final Capabilities capabilities;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<ToySocket> kept = new ArrayDeque<>();
  private Socket early;
  private boolean straggler;
  private volatile boolean closed;

  ToyDriver(EndpointConfig config, Sin sin, Capabilities capabilities) {
    this.config = config;
    this.sin = sin;
    this.capabilities = capabilities;
    if (sin == Sin.CONNECTS_BEFORE_ANY_CALL && address().getPort() > 0) {
      early = new Socket();
      try {
        early.connect(new InetSocketAddress(address().getHost(), address().getPort()), 200);
      } catch (IOException e) {
        // nobody is there, which the calls will tell
      }
    }
    if (sin == Sin.STARTS_A_THREAD_BEFORE_ANY_CALL) {
      start("toy-early", () -> await(closing));
    }
  }

  URI address() {
    return config.get(ToyProvider.BASE_URL);
  }

  Optional<Secret> key() {
    return config.find(ToyProvider.KEY);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    if (closed) {
      if (sin != Sin.HANGS_BEHIND_THE_CLOSE) {
        exchange.fail(ChatException.of(ErrorKind.INTERNAL, "The driver is closed"));
      }
      return;
    }
    String host = address().getHost();
    if (!host.equals("127.0.0.1") && key().isPresent()) {
      exchange.fail(
          ChatException.of(
              sin == Sin.SENDS_ITS_KEY_IN_CLEAR ? ErrorKind.CONNECTION : ErrorKind.AUTHENTICATION,
              "The key is not sent in clear to " + host));
      return;
    }
    if (sin == Sin.LOGS_ITS_KEY) {
      System.getLogger("toy").log(Level.DEBUG, "Asking with " + key().get().reveal());
    }
    if (sin == Sin.KEEPS_A_THREAD_BEHIND_THE_CLOSE && !straggler) {
      straggler = true;
      start("toy-straggler", () -> await(new CountDownLatch(1)));
    }
    if (sin == Sin.LOCKS_ALL_CALLS_WHILE_IT_WAITS) {
      lock.lock();
      lock.unlock();
    }
    latest = exchange;
    ToyCall call = new ToyCall(this, ToyRequest.of(request, sin), exchange);
    calls.add(call);
    call.start();
  }

  static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A call has no more use for its connection. */
  synchronized void done(ToyCall call, ToySocket socket) {
    calls.remove(call);
    if (sin == Sin.PILES_UP_CONNECTIONS && !closed) {
      kept.add(socket);
    } else if (sin == Sin.KEEPS_A_CONNECTION_BEHIND_THE_CLOSE) {
      kept.add(socket);
      if (kept.size() > 1) {
        kept.remove().close();
      }
    } else {
      socket.close();
    }
  }

  void wireLog(String text) {
    if (config.find(ToyProvider.WIRE_LOG).isEmpty()) {
      return;
    }
    String shown =
        sin == Sin.WRITES_ITS_KEY_INTO_THE_WIRE_LOG || key().isEmpty()
            ? text
            : key().get().redact(text);
    try {
      Files.writeString(
          Path.of(config.get(ToyProvider.WIRE_LOG)),
          shown,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return sin == Sin.FAILS_TO_LIST_WITH_ANYTHING
        ? CompletableFuture.failedFuture(new IllegalStateException("No list"))
        : CompletableFuture.completedFuture(capabilities.models());
  }

  @Override
  public synchronized void close() {
    closed = true;
    closing.countDown();
    calls.forEach(ToyCall::giveUp);
    if (sin != Sin.KEEPS_A_CONNECTION_BEHIND_THE_CLOSE) {
      kept.forEach(ToySocket::close);
    }
    if (early != null) {
      try {
        early.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (sin == Sin.THROWS_WHEN_IT_IS_CLOSED) {
      throw new IllegalStateException("Closed again?");
    }
  }

  @Override
  public String toString() {
    return "ToyDriver" + (sin == Sin.PRINTS_ITS_KEY ? key().get().reveal() : config);
  }
}
