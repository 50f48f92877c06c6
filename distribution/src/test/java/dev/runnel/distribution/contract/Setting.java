package dev.runnel.distribution.contract;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Timeouts;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.GuardSettings;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.spi.EndpointConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An upstream on a loopback port, and clients of it as any program would get them. */
final class Setting implements AutoCloseable {
  private final Sandbox sandbox = Sandbox.start();
  private final Providers providers = Providers.discover();
  private final Map<String, ChatClient> clients = new ConcurrentHashMap<>();

  Sandbox sandbox() {
    return sandbox;
  }

  ChatClient client(String provider) {
    return client(provider, GuardSettings.DEFAULT.tail());
  }

  /** A client that waits this long, after a finish reason, for what follows it. */
  ChatClient client(String provider, Duration tail) {
    return clients.computeIfAbsent(
        provider + " " + tail,
        any -> providers.connect(config(provider), GuardSettings.DEFAULT.withTail(tail)));
  }

  private EndpointConfig config(String provider) {
    EndpointConfig.Builder config =
        EndpointConfig.builder(providers.require(provider).description());
    AtSandbox.of(sandbox, provider).all().forEach(config::set);
    return config.build();
  }

  static ChatRequest request(Timeouts timeouts) {
    return ChatRequest.builder().user("Hi").timeouts(timeouts).build();
  }

  @Override
  public void close() {
    providers.close();
    sandbox.close();
  }
}
