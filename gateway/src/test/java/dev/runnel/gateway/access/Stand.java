package dev.runnel.gateway.access;

import dev.runnel.config.keys.CallerKey;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.keys.CallerKeys;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A sandbox, a runner that asks it, and gateways before that. */
final class Stand implements AutoCloseable {
  static final String HELLO =
      """
      {"model":"openai/gpt-4o","messages":[{"role":"user","content":"Hello"}]}""";

  final Sandbox sandbox = Sandbox.start();
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CallRuntime runtime = CallRuntime.builder().direct().build();
  private final Providers providers = Providers.discover();
  private final Path folder;
  final LiveRunner live;

  Stand(Path folder) {
    this.folder = folder;
    live =
        LiveRunner.builder(providers)
            .environment(
                Map.of(
                    "OPENAI_API_KEY", "sk-upstream", "ANTHROPIC_API_KEY", "a", "HOME", folder + ""))
            .folder(folder)
            .runtime(runtime)
            .further(
                builder ->
                    builder
                        .option("openai.base-url=" + sandbox.baseUrl("openai"), "test")
                        .option("anthropic.base-url=" + sandbox.baseUrl("anthropic"), "test"))
            .start();
  }

  /** One with these settings: {@code key=value}. */
  Gateway gateway(String... settings) throws IOException {
    return builder(settings).start();
  }

  Gateway.Builder builder(String... settings) {
    return Gateway.builder(live)
        .settings(
            before -> {
              var all = before;
              for (String one : settings) {
                int equals = one.indexOf('=');
                all = all.with(one.substring(0, equals), one.substring(equals + 1), "test");
              }
              return all;
            });
  }

  CallerKeyFile keyFile(String name) {
    return CallerKeyFile.at(folder.resolve(name));
  }

  static String key(CallerKeyFile file, String name) throws IOException {
    return key(file, name, List.of(), CallerKey.Limits.NONE, Optional.empty());
  }

  static String key(
      CallerKeyFile file,
      String name,
      List<String> models,
      CallerKey.Limits limits,
      Optional<Instant> expires)
      throws IOException {
    CallerKey.Made made =
        CallerKeys.make(name, models, limits, Instant.parse("2020-01-01T00:00:00Z"), expires);
    file.add(made.kept(), Instant.now());
    return made.secret().reveal();
  }

  HttpResponse<String> chat(Gateway gateway, String... headers) throws Exception {
    return post(gateway, "/v1/chat/completions", HELLO, headers);
  }

  HttpResponse<String> post(Gateway gateway, String path, String body, String... headers)
      throws Exception {
    return send(gateway.origin().resolve(path), "POST", body, headers);
  }

  HttpResponse<String> send(URI address, String method, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits for something that happens by itself. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It does not happen");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
  }
}
