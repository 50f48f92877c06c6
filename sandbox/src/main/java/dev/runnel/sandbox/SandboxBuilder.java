package dev.runnel.sandbox;

import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.sandbox.service.Services;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a {@link Sandbox} is to be; every setting has a default. Not safe for use by several threads.
 */
public final class SandboxBuilder {

  final Services services = new Services();
  int port;
  int eventLoops = 2;
  boolean tls;
  boolean reads = true;
  int keep = 4_096;
  long seed = 1966;
  Clock clock = Clock.systemDefaultZone();
  Pace pace = Pace.none();
  Consumer<Exchange> observer = exchange -> {};

  SandboxBuilder() {}

  /** The port to bind; 0, the default, is any free one. */
  public SandboxBuilder port(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
    }
    this.port = port;
    return this;
  }

  /** Serves https, with a certificate made at the start: see {@link Sandbox#certificate()}. */
  public SandboxBuilder tls() {
    tls = true;
    return this;
  }

  /** How many event loops serve; by default 2. */
  public SandboxBuilder eventLoops(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one event loop is needed, not " + count);
    }
    eventLoops = count;
    return this;
  }

  /**
   * Accepts connections and never reads from them: a TLS handshake or a request is never answered.
   */
  public SandboxBuilder neverReads() {
    reads = false;
    return this;
  }

  /** How many exchanges are kept for inspection, the newest ones; by default 4,096. */
  public SandboxBuilder keepExchanges(int count) {
    keep = count;
    return this;
  }

  /**
   * Is told of each exchange as soon as its request is complete, by an event loop: it must not
   * block. For a log of what is going on.
   */
  public SandboxBuilder observer(Consumer<Exchange> observer) {
    this.observer = requireNonNull(observer, "observer is null");
    return this;
  }

  /** Where the date and time come from that requests are checked against; by default the system. */
  public SandboxBuilder clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
    return this;
  }

  /** How fast unscripted answers are spoken; by default without any wait. */
  public SandboxBuilder pace(Pace pace) {
    this.pace = requireNonNull(pace, "pace is null");
    return this;
  }

  /** What unscripted answers depend on, besides the conversation. */
  public SandboxBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** The {@code client-v} that Ails demands. */
  public SandboxBuilder ailsClientVersion(String version) {
    services.ailsClientVersion(requireNonNull(version, "version is null"));
    return this;
  }

  /** The constant that Ails signatures are made with. */
  public SandboxBuilder ailsSigningConstant(String constant) {
    services.ailsSigningConstant(requireNonNull(constant, "constant is null"));
    return this;
  }

  /** The bearer token that Ails demands. */
  public SandboxBuilder ailsToken(String token) {
    services.ailsToken(requireNonNull(token, "token is null"));
    return this;
  }

  /** The prefix that Yqcloud expects before each message; may be empty. */
  public SandboxBuilder yqcloudPrefix(String prefix) {
    services.yqcloudPrefix(requireNonNull(prefix, "prefix is null"));
    return this;
  }

  /** The {@code auth} that Lockchat demands; by default any or none will do. */
  public SandboxBuilder lockchatAuth(String auth) {
    services.lockchatAuth(requireNonNull(auth, "auth is null"));
    return this;
  }

  /** The API key that OpenAI demands; by default any will do, but not none. */
  public SandboxBuilder openAiKey(String key) {
    services.openAiKey(requireNonNull(key, "key is null"));
    return this;
  }

  /** The models that OpenAI has, all of them; replaces the usual ones. */
  public SandboxBuilder openAiModels(String... models) {
    services.openAiModels(List.of(models));
    return this;
  }

  /** The API key that Anthropic demands; by default any will do, but not none. */
  public SandboxBuilder anthropicKey(String key) {
    services.anthropicKey(requireNonNull(key, "key is null"));
    return this;
  }

  /** The models that Anthropic has, all of them; replaces the usual ones. */
  public SandboxBuilder anthropicModels(String... models) {
    services.anthropicModels(List.of(models));
    return this;
  }

  /** The API key that Gemini demands; by default any will do, but not none. */
  public SandboxBuilder geminiKey(String key) {
    services.geminiKey(requireNonNull(key, "key is null"));
    return this;
  }

  /** The models that Gemini chats with, all of them; replaces the usual ones. */
  public SandboxBuilder geminiModels(String... models) {
    services.geminiModels(List.of(models));
    return this;
  }

  /**
   * The models that Ollama has, all of them, with their tags and the one that was changed last
   * first; replaces the usual ones. What one can do goes by its family: {@code qwen3} thinks, say.
   */
  public SandboxBuilder ollamaModels(String... models) {
    services.ollamaModels(List.of(models));
    return this;
  }

  /**
   * Binds 127.0.0.1 and serves.
   *
   * @throws java.io.UncheckedIOException where the port cannot be bound
   */
  public Sandbox start() {
    return new Sandbox(this);
  }
}
