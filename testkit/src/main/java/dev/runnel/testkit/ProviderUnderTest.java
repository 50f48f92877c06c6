package dev.runnel.testkit;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Timeouts;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.GuardSettings;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.SandboxBuilder;
import dev.runnel.sandbox.script.Script;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.StandardOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A provider, found as any program finds it, and a sandbox of its own that it talks to. All calls
 * go through the guard.
 *
 * <p>Safe to use from any thread, but what a script answers and which exchange came of it can be
 * told only one call at a time.
 */
public final class ProviderUnderTest implements AutoCloseable {
  /** Nothing here takes long: what hangs shows soon. */
  private static final GuardSettings SETTINGS =
      GuardSettings.DEFAULT.withTimeouts(Timeouts.DEFAULT.withTotal(Duration.ofSeconds(20)));

  /** What is set for each credential that a provider cannot do without. */
  public static final String KEY = "key-of-the-testkit";

  private final Sandbox sandbox;
  private final Providers providers;
  private final FoundProvider found;
  private final ChatClient client;

  private ProviderUnderTest(Sandbox sandbox, Providers providers, String id) {
    this.sandbox = sandbox;
    this.providers = providers;
    this.found = providers.require(id);
    this.client = connect();
  }

  /** Finds a provider and starts its sandbox. */
  public static ProviderUnderTest start(String id) {
    return start(id, sandbox -> sandbox);
  }

  /** Finds a provider and starts its sandbox, which is to be as told. */
  public static ProviderUnderTest start(String id, UnaryOperator<SandboxBuilder> upstream) {
    Sandbox sandbox = upstream.apply(Sandbox.builder()).start();
    try {
      return new ProviderUnderTest(sandbox, Providers.discover(), id);
    } catch (RuntimeException | Error e) {
      sandbox.close();
      throw e;
    }
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  /** The provider as discovery found it. */
  public FoundProvider found() {
    return found;
  }

  /** An endpoint that is the sandbox, all else by default; closed with this object. */
  public ChatClient client() {
    return client;
  }

  /**
   * Another endpoint that is the sandbox, with these options; closed with this object.
   *
   * @param namesAndValues a name, its value, a name, …; a {@code base-url} replaces the sandbox's
   */
  public ChatClient connect(String... namesAndValues) {
    return providers.connect(config(namesAndValues), SETTINGS);
  }

  /** The configuration of an endpoint that is the sandbox, with these options and a key. */
  public EndpointConfig config(String... namesAndValues) {
    EndpointConfig.Builder config =
        EndpointConfig.builder(found.description())
            .set(StandardOptions.BASE_URL, sandbox.baseUrl(found.id()));
    Set<String> set = new HashSet<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      config.set(namesAndValues[i], namesAndValues[i + 1]);
      set.add(namesAndValues[i]);
    }
    Authentication needs = found.description().authentication();
    if (needs.required()) {
      needs.missing(set::contains).forEach(name -> config.set(name, KEY));
    }
    return config.build();
  }

  /** Asks, and waits for the end. */
  public Heard ask(ChatRequest request) {
    return Heard.from(client, request);
  }

  /** Asks something, which is answered by this script. */
  public Heard hear(Script script) {
    sandbox.on(found.id()).next(script);
    return ask(ChatRequest.of("Hi"));
  }

  /** Asks, and gives the request as it came to the sandbox. */
  public SentRequest sent(ChatRequest request) {
    return sent(client, request);
  }

  /** Asks through another endpoint, and gives the request as it came to the sandbox. */
  public SentRequest sent(ChatClient through, ChatRequest request) {
    int before = sandbox.exchanges().size();
    Heard.from(through, request);
    return SentRequest.of(sandbox.exchanges().get(before));
  }

  @Override
  public void close() {
    providers.close();
    sandbox.close();
  }
}
