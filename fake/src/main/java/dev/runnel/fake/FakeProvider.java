package dev.runnel.fake;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A chat model that says what a test says, and remembers what it was asked:
 *
 * <pre>{@code
 * try (FakeProvider fake = FakeProvider.answering("It rains.")) {
 *   String answer = new WeatherService(fake.client()).ask("Bern");
 *
 *   assertEquals("It rains.", answer);
 *   assertEquals("How is the weather in Bern?", fake.onlyCall().prompt());
 * }
 * }</pre>
 *
 * <p>A request gets the first that there is of: the {@linkplain #next next} reply, the reply of the
 * first {@linkplain #when matcher} that takes it, the reply for {@linkplain #always all others}. A
 * request that nobody thought of fails, as {@link ErrorKind#INVALID_REQUEST} and with the request
 * in the message, and {@link #verify()} tells of it even where the code under test swallowed that.
 *
 * <p>It is a provider like any other: {@code Providers.of(fake)} and {@code
 * Providers.builder().add(fake)} make it an endpoint of its id, several of them at once.
 *
 * <p>Safe to use from any thread. No network, no file; threads only where the client needs them.
 */
public final class FakeProvider implements Provider, AutoCloseable {
  private final ProviderDescription description;
  private final Script script = new Script();
  private final List<FakeCall> calls = new ArrayList<>();
  private final Pauses pauses;
  private final VirtualTime time;
  private final @Nullable ExecutorService skipper;
  private final CallRuntime runtime;
  private final Providers own;
  private @Nullable ChatClient client;

  private FakeProvider(Builder builder) {
    description = builder.description();
    VirtualTime chosen = builder.time;
    time = chosen == null ? new VirtualTime() : chosen;
    skipper = builder.skipsPauses ? Executors.newSingleThreadExecutor(FakeProvider::thread) : null;
    if (skipper != null) {
      pauses = Pauses.skippedIn(time, skipper);
    } else {
      pauses = chosen == null ? Pauses.real() : Pauses.by(time);
    }
    runtime =
        chosen == null && skipper == null
            ? CallRuntime.create()
            : CallRuntime.builder().direct().timekeeper(time).build();
    own = Providers.builder().only(this).runtime(runtime).discover();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "runnel-fake");
    thread.setDaemon(true);
    return thread;
  }

  /** A fake with the id {@code fake} that answers every request with this text. */
  public static FakeProvider answering(String text) {
    return answering(FakeReply.text(text));
  }

  /**
   * A fake with the id {@code fake} that answers with these, one after the other, and from then on
   * with the last.
   */
  public static FakeProvider answering(FakeReply... replies) {
    FakeProvider fake = create("fake");
    fake.always(replies);
    return fake;
  }

  /** A fake with an id of your choice and nothing to say yet. */
  public static FakeProvider create(String id) {
    return builder(id).build();
  }

  /**
   * Starts a fake that is to be special.
   *
   * @param id lower case letters and digits, joined by hyphens or dots
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  // ---- what it answers

  /** Answers the next requests with these, one each, before anything else counts. */
  public void next(FakeReply... replies) {
    script.next(replies);
  }

  /**
   * Answers requests of a kind: with these one after the other, and from then on with the last. Of
   * several that match, the one that was said first counts.
   *
   * @param matches quick, and free of side effects
   */
  public void when(Predicate<ChatRequest> matches, FakeReply... replies) {
    script.when(matches, replies);
  }

  /** {@link #when} for requests whose last message contains this text. */
  public void whenAsked(String part, FakeReply... replies) {
    requireNonNull(part, "part is null");
    when(request -> request.lastMessage().text().contains(part), replies);
  }

  /** Answers all other requests: with these one after the other, and then with the last. */
  public void always(FakeReply... replies) {
    script.always(replies);
  }

  /** Answers all other requests as this function says. */
  public void always(Function<ChatRequest, FakeReply> replies) {
    script.always(replies);
  }

  // ---- what it was asked

  /** The calls so far, oldest first. */
  public List<FakeCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** The requests so far, oldest first. */
  public List<ChatRequest> requests() {
    return calls().stream().map(FakeCall::request).toList();
  }

  /**
   * The only call.
   *
   * @throws AssertionError when there was none, or more than one
   */
  public FakeCall onlyCall() {
    List<FakeCall> all = calls();
    if (all.size() != 1) {
      throw new AssertionError(
          "The fake '" + id() + "' was asked " + all.size() + " times, not once" + listed(all));
    }
    return all.get(0);
  }

  /**
   * The latest call.
   *
   * @throws AssertionError when there was none
   */
  public FakeCall lastCall() {
    List<FakeCall> all = calls();
    if (all.isEmpty()) {
      throw new AssertionError("The fake '" + id() + "' was not asked anything");
    }
    return all.get(all.size() - 1);
  }

  /**
   * Waits until it has been asked, ten seconds at most, and gives the first call: for code that
   * asks on a thread of its own.
   *
   * @throws AssertionError when nothing is asked
   */
  public FakeCall awaitCall() {
    return awaitCall(0, FakeCall.PATIENCE);
  }

  /**
   * Waits for a call.
   *
   * @param index which one, from 0
   */
  FakeCall awaitCall(int index, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (calls) {
      while (calls.size() <= index) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(
              "The fake '" + id() + "' was asked " + calls.size() + " times within " + patience);
        }
        try {
          calls.wait(left / 1_000_000 + 1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("Interrupted while waiting for a call", e);
        }
      }
      return calls.get(index);
    }
  }

  /**
   * Holds the test to its script.
   *
   * @throws AssertionError when a request came that no script answers, or at which the script
   *     threw, or one of the {@linkplain #next next} replies was not asked for
   */
  public void verify() {
    List<FakeCall> unexpected = calls().stream().filter(call -> !call.expected()).toList();
    if (!unexpected.isEmpty()) {
      throw new AssertionError(
          "The fake '" + id() + "' has no reply for what it was asked" + listed(unexpected));
    }
    if (script.unused() > 0) {
      throw new AssertionError(
          "The fake '"
              + id()
              + "' still has replies for "
              + script.unused()
              + " more requests; it was asked "
              + calls().size()
              + " times"
              + listed(calls()));
    }
  }

  private static String listed(List<FakeCall> calls) {
    return calls.isEmpty()
        ? ""
        : calls.stream().map(FakeCall::toString).collect(Collectors.joining("\n  --\n", ":\n", ""));
  }

  // ---- how it is reached

  /** Its id. */
  public String id() {
    return description.id();
  }

  /** A client of its default endpoint, always the same; closed with this object. */
  public ChatClient client() {
    synchronized (calls) {
      if (client == null) {
        client = own.connect(id());
      }
      return client;
    }
  }

  /** The time it lives in, where it was given one or skips pauses. */
  public VirtualTime time() {
    return time;
  }

  /** The threads and the time of {@link #client()}, for who makes other clients of it. */
  public CallRuntime runtime() {
    return runtime;
  }

  @Override
  public ProviderDescription describe() {
    return description;
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new FakeDriver(this, config);
  }

  void answer(ChatRequest request, EndpointConfig config, Exchange exchange) {
    Optional<FakeReply> reply;
    try {
      reply = script.replyTo(request);
    } catch (Throwable thrown) { // the test's own code, which nobody may swallow
      remember(new FakeCall(request, config, false));
      throw thrown;
    }
    FakeCall call = new FakeCall(request, config, reply.isPresent());
    remember(call);
    exchange.onAbort(call::wasAborted);
    Playback playback =
        new Playback(
            reply.orElseGet(() -> FakeReply.nothing().fails(unexpected(call))).steps(),
            exchange,
            pauses);
    exchange.onDemand(playback::play);
    playback.play();
  }

  private void remember(FakeCall call) {
    synchronized (calls) {
      calls.add(call);
      calls.notifyAll();
    }
  }

  private ChatException unexpected(FakeCall call) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "The fake '"
                + id()
                + "' has no reply for this request ("
                + script.describe()
                + "):\n"
                + call)
        .build();
  }

  /** Closes the client and its threads. Idempotent; does not {@link #verify()}. */
  @Override
  public void close() {
    own.close();
    runtime.close();
    if (skipper != null) {
      skipper.shutdown();
    }
  }

  @Override
  public String toString() {
    return "FakeProvider[" + id() + "]";
  }

  /** Chooses what a fake is like. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private Capabilities capabilities =
        Capabilities.builder()
            .models("fake-model")
            .openEnded()
            .supports(Feature.values())
            .honours(RequestParameter.values())
            .build();
    private UnaryOperator<ProviderDescription.Builder> details = description -> description;
    private @Nullable VirtualTime time;
    private boolean skipsPauses;

    private Builder(String id) {
      this.id = requireNonNull(id, "id is null");
    }

    /**
     * What it can do; by default everything, with any model. What it cannot is refused or dropped
     * before it is asked, as with any provider.
     */
    public Builder capabilities(Capabilities value) {
      capabilities = requireNonNull(value, "value is null");
      return this;
    }

    /** These models and no others, the default one first. */
    public Builder models(String... ids) {
      Capabilities all =
          Capabilities.builder()
              .models(ids)
              .supports(Feature.values())
              .honours(RequestParameter.values())
              .build();
      return capabilities(all);
    }

    /** Whatever else a provider says of itself: options, credentials, unofficial. */
    public Builder described(UnaryOperator<ProviderDescription.Builder> with) {
      details = requireNonNull(with, "with is null");
      return this;
    }

    /**
     * Pauses, and the clocks of {@link FakeProvider#client()}, go by this, which a test moves;
     * default: the system's clock. Signals are then delivered on the thread that moves time, or
     * asks.
     */
    public Builder time(VirtualTime virtual) {
      time = requireNonNull(virtual, "virtual is null");
      return this;
    }

    /**
     * Pauses take no time: the fake moves a virtual time on by itself, and the clocks of {@link
     * FakeProvider#client()} with it. A pause longer than a clock allows so ends in that timeout,
     * at once.
     */
    public Builder skippingPauses() {
      skipsPauses = true;
      return this;
    }

    public FakeProvider build() {
      return new FakeProvider(this);
    }

    private ProviderDescription description() {
      return details
          .apply(
              ProviderDescription.builder(id, Provider.SPI_GENERATION).capabilities(capabilities))
          .build();
    }
  }
}
