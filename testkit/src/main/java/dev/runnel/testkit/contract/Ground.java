package dev.runnel.testkit.contract;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import dev.runnel.api.Support;
import dev.runnel.api.Timeouts;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import dev.runnel.testkit.VirtualTime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * What one rule is tried on: the provider, its upstream, and everything that was opened meanwhile,
 * closed behind the rule.
 */
final class Ground {
  private static final System.Logger LOG = System.getLogger(Ground.class.getName());

  /** How long a sin may take to show where nothing says that it will not come. */
  private static final Duration A_MOMENT = Duration.ofMillis(120);

  private final ProviderContract contract;
  private final ContractRule rule;
  private final Provider provider;
  private final ProviderDescription description;
  private final Upstream upstream;
  private final VirtualTime time = new VirtualTime();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ThreadGroup threads = new ThreadGroup("runnel-contract");

  Ground(ProviderContract contract, ContractRule rule) {
    this.contract = contract;
    this.rule = rule;
    this.upstream = contract.upstream();
    opened.push(upstream);
    try {
      this.provider = contract.provider();
      this.description = provider.describe();
    } catch (Throwable thrown) { // foreign code; nobody else could close what is open
      upstream.close();
      throw thrown;
    }
    description
        .authentication()
        .options()
        .forEach(name -> secrets.put(name, "runnel-secret-" + UUID.randomUUID()));
  }

  // ---- what there is

  Provider provider() {
    return provider;
  }

  ProviderDescription description() {
    return description;
  }

  Upstream upstream() {
    return upstream;
  }

  /** The upstream, where it speaks HTTP; else the rule is skipped. */
  HttpUpstream http() {
    if (upstream instanceof HttpUpstream http) {
      return http;
    }
    throw skip("the upstream is not HTTP: there are no statuses, headers and sockets");
  }

  VirtualTime time() {
    return time;
  }

  Duration patience() {
    return contract.patience();
  }

  /** Where the provider's author says that another attempt could succeed. */
  RetryAdvice.Scope adviceFor(ErrorKind kind) {
    return contract.adviceFor(kind);
  }

  Packaged packaged() throws IOException {
    return Packaged.at(contract.packagedAt());
  }

  long largest() {
    return contract.largestPackage();
  }

  /** The keys that were planted, by the names of their options. */
  Map<String, String> secrets() {
    return secrets;
  }

  /** Keeps something open until the rule has been tried. */
  <T extends AutoCloseable> T keep(T closeable) {
    opened.push(closeable);
    return closeable;
  }

  // ---- endpoints

  private EndpointConfig.Builder begun() {
    EndpointConfig.Builder config = EndpointConfig.builder(description);
    upstream
        .address()
        .filter(address -> description.option(StandardOptions.BASE_URL).isPresent())
        .ifPresent(address -> config.set(StandardOptions.BASE_URL, address.toString()));
    secrets.forEach((name, value) -> config.set(Option.secret(name), Secret.of(value)));
    return config;
  }

  EndpointConfig config(String... namesAndValues) {
    EndpointConfig.Builder config = begun();
    contract.configure(config);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      config.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return config.build();
  }

  /** The address and the planted keys, and all else by default. */
  EndpointConfig usualConfig() {
    return begun().build();
  }

  EndpointConfig configAt(URI address) {
    return config(StandardOptions.BASE_URL, address.toString());
  }

  /** The driver of an endpoint; closed behind the rule. */
  Driver driver(String... options) {
    return driver(config(options));
  }

  Driver driver(EndpointConfig config) {
    return keep(new ClosedOnce(connected(config)));
  }

  /** A driver that nobody closes behind the rule. */
  Driver connected(EndpointConfig config) {
    Driver driver = provider.connect(config);
    return contract.model().<Driver>map(model -> new NamedModel(driver, model)).orElse(driver);
  }

  ChatClient client(String... options) {
    return client(config(options));
  }

  ChatClient client(EndpointConfig config) {
    CallRuntime runtime = keep(CallRuntime.builder().timekeeper(time).build());
    return keep(
        Guard.guard(
            connected(config),
            description.id(),
            config.endpoint(),
            GuardSettings.DEFAULT,
            runtime));
  }

  // ---- through the guard, as callers hear it

  ChatRequest request() {
    return ChatRequest.of("Hello");
  }

  /** Has the upstream play its lines, and asks. */
  Hearing listen(Lines lines) {
    return listen(lines, request());
  }

  Hearing listen(Lines lines, ChatRequest request) {
    upstream.next(lines);
    return Hearing.of(client().call(request));
  }

  /** The same, to the end of the call. */
  Hearing hear(Lines lines) {
    return toTheEnd(listen(lines));
  }

  Hearing hear(Lines lines, ChatRequest request) {
    return toTheEnd(listen(lines, request));
  }

  Hearing toTheEnd(Hearing hearing) {
    await("the call ends", () -> hearing.outcome().isPresent(), hearing, hearing::toString);
    return hearing;
  }

  /** Waits until the caller has got content. */
  Hearing afterContent(Hearing hearing) {
    await("content comes", () -> hearing.contents() > 0, hearing, hearing::toString);
    return hearing;
  }

  // ---- past the guard, as the driver signals it

  Probe probe(Driver driver, Probe probe) {
    return probe(driver, probe, request());
  }

  /** Starts a call of the driver on a thread of its own, as the guard does. */
  Probe probe(Driver driver, Probe probe, ChatRequest request) {
    ChatRequest asked = withModel(driver.capabilities(), request);
    Thread starter =
        new Thread(
            threads,
            () -> {
              probe.starting();
              Throwable thrown = null;
              try {
                driver.start(asked, probe);
              } catch (Throwable failure) { // a driver may throw: that ends the call
                thrown = failure;
              }
              probe.started(thrown);
            },
            "runnel-contract-start");
    starter.setDaemon(true);
    keep(probe::abort);
    starter.start();
    return probe;
  }

  /** A probe that asks for everything, over an upstream that plays these lines. */
  Probe probe(Lines lines) {
    upstream.next(lines);
    return probe(driver(), new Probe(Timeouts.DEFAULT, Long.MAX_VALUE));
  }

  Probe toTheEnd(Probe probe) {
    await("the driver ends the call", probe::ended, probe, probe::toString);
    return probe;
  }

  Probe afterContents(Probe probe, int count) {
    await(
        count + (count == 1 ? " content comes" : " contents come"),
        () -> probe.contents().size() >= count,
        probe,
        probe::toString);
    return probe;
  }

  ThreadGroup threads() {
    return threads;
  }

  private static ChatRequest withModel(Capabilities capabilities, ChatRequest request) {
    return request.model().isPresent() || capabilities.defaultModel().isEmpty()
        ? request
        : ChatRequest.builder(request).model(capabilities.defaultModel().get().id()).build();
  }

  // ---- what must hold

  /** Fails the rule unless something holds. */
  void expect(String expected, boolean holds, Supplier<String> happened) {
    if (!holds) {
      throw broken(expected, happened.get());
    }
  }

  AssertionError broken(String expected, String happened) {
    return new AssertionError(
        String.join(
            System.lineSeparator(),
            "Rule " + rule.number() + ": " + rule.sentence(),
            "  expected: " + expected,
            "  happened: " + happened,
            "  read:     docs/contract.md, \"" + rule.source() + "\""));
  }

  /** Runs something that fails by an assertion, in this rule's words. */
  void expect(String expected, Runnable attempt) {
    try {
      attempt.run();
    } catch (AssertionError e) {
      throw broken(expected, String.valueOf(e.getMessage()));
    }
  }

  /** Waits for something that must come. */
  void await(String expected, BooleanSupplier condition, Object monitor, Supplier<String> now) {
    if (!waited(condition, monitor, patience())) {
      throw broken(expected + ", within " + patience().toMillis() + " ms of real time", now.get());
    }
  }

  /** Gives a sin a moment to show; whether it did. */
  boolean shows(BooleanSupplier sin, Object monitor) {
    return waited(sin, monitor, A_MOMENT);
  }

  private static boolean waited(BooleanSupplier condition, Object monitor, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          // Not every condition wakes whoever waits for it.
          monitor.wait(Math.min(left / 1_000_000 + 1, 20));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("Interrupted while waiting", e);
        }
      }
    }
    return true;
  }

  // ---- what is not claimed

  RuntimeException skip(String reason) {
    Assumptions.abort(reason);
    return new IllegalStateException("unreachable");
  }

  /** Skips the rule where the format has no way to say one of these. */
  void needs(Utterance... utterances) {
    for (Utterance utterance : utterances) {
      if (!upstream.says(utterance)) {
        skip("the format has no way to say " + utterance.getClass().getSimpleName());
      }
    }
  }

  /** Skips the rule where content comes with the end of the answer only. */
  void needsContentBeforeTheEnd() {
    if (upstream.evidence() == Evidence.DOCUMENT) {
      skip("an answer is one document: no content comes before its end");
    }
  }

  Support claimed(Feature feature) {
    Capabilities capabilities = description.capabilities();
    return capabilities
        .defaultModel()
        .map(model -> capabilities.feature(model.id(), feature))
        .orElseGet(() -> capabilities.feature(feature));
  }

  /**
   * Skips the rule where a feature is not claimed; fails it where it is and cannot be shown. What
   * nobody knows is tried where the format can say it.
   */
  void needs(Feature feature, Utterance... utterances) {
    Support claimed = claimed(feature);
    boolean shown = utterances.length > 0 && Arrays.stream(utterances).allMatch(upstream::says);
    if (claimed == Support.NO || (claimed == Support.UNKNOWN && !shown)) {
      skip("the provider does not claim " + feature + " (" + claimed + ")");
    }
    for (Utterance utterance : utterances) {
      expect(
          "what is claimed can be shown: the format says " + utterance.getClass().getSimpleName(),
          upstream.says(utterance),
          () -> "the provider claims " + feature + ", and its test's WireFormat leaves it unsaid");
    }
  }

  void close() {
    List<Throwable> failures = new ArrayList<>();
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Throwable thrown) { // what the driver throws here is no rule's matter
        failures.add(thrown);
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("Something could not be closed behind the rule", failures.get(0));
    }
  }

  /** A driver that a rule may close itself. */
  private record ClosedOnce(Driver driver, java.util.concurrent.atomic.AtomicBoolean closed)
      implements Driver {
    ClosedOnce(Driver driver) {
      this(driver, new java.util.concurrent.atomic.AtomicBoolean());
    }

    @Override
    public Capabilities capabilities() {
      return driver.capabilities();
    }

    @Override
    public void start(ChatRequest request, dev.runnel.spi.Exchange exchange) {
      driver.start(request, exchange);
    }

    @Override
    public java.util.concurrent.CompletionStage<List<dev.runnel.api.ModelInfo>> models() {
      return driver.models();
    }

    @Override
    public boolean onEventLoop() {
      return driver.onEventLoop();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        try {
          driver.close();
        } catch (RuntimeException e) { // which is the matter of one rule only
          LOG.log(Level.DEBUG, "The driver threw when it was closed", e);
        }
      }
    }

    @Override
    public String toString() {
      return driver.toString();
    }
  }
}
