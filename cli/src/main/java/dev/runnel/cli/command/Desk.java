package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Route;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is open while requests are asked: the providers, who answers in their services' stead, the
 * recorder and the runner. Closed in the opposite order.
 */
final class Desk implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final Providers providers;
  private final Wish wish;
  private final Demo demo;
  private final Runner runner;

  private Desk(TargetOptions target, Wish wish, Shell shell) {
    this.wish = wish;
    try {
      providers = Providers.discover();
      closings.push(providers::close);
      demo = target.demo(providers, wish, shell);
      closings.push(demo::close);
      Recording recording = Recording.start(target.cassettes, shell.err());
      closings.push(recording::close);
      Runner.Builder builder = target.endpoints.runner(providers, shell.environment());
      demo.configure(builder);
      recording.configure(builder);
      target.addTo(builder);
      runner = target.endpoints.addTo(builder).build();
      closings.push(runner::close);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Opens everything, or nothing. */
  static Desk open(TargetOptions target, Wish wish, Shell shell) {
    return new Desk(target, wish, shell);
  }

  Providers providers() {
    return providers;
  }

  Runner runner() {
    return runner;
  }

  /** Where a request goes that is for whom the user wished. */
  Route route(ChatRequest.Builder request) {
    return route(request, wish);
  }

  /** Where a request goes that is for somebody else. */
  Route route(ChatRequest.Builder request, Wish other) {
    Optional<String> named = other.endpoint();
    Optional<String> asked = demo.takeModel(other.model());
    if (named.isEmpty() && asked.isEmpty()) {
      named = demo.firstEndpoint();
    }
    return runner.route(request.model(asked.orElse(null)).build(), named);
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
