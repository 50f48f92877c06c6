package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Route;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is open while requests are asked: the providers, who answers in their services' stead, the
 * recorder and the runner. Closed in the opposite order.
 */
final class Desk implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final Providers providers;
  private final Wish wish;
  private final ClockOptions clocks;
  private final Demo demo;
  private final Settings settings;
  private final Runner runner;

  private Desk(TargetOptions target, Wish wish, Shell shell) {
    this.wish = wish;
    clocks = target.clocks;
    try {
      providers = target.endpoints.discover(shell);
      closings.push(providers::close);
      demo = target.demo(providers, wish, shell);
      closings.push(demo::close);
      Recording recording = Recording.start(target.cassettes, shell.err());
      closings.push(recording::close);
      settings = target.endpoints.settings(providers, shell.environment());
      Runner.Builder builder =
          demo == Demo.NONE
              ? target.endpoints.runner(providers, shell.environment())
              : target.endpoints.keyless(providers, shell.environment());
      demo.configure(builder);
      recording.configure(builder);
      target.addTo(builder);
      runner = target.endpoints.addTo(builder).build();
      closings.push(runner::close);
    } catch (RuntimeException | Error e) {
      try {
        close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
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

  /** What the user wrote into files. */
  Settings settings() {
    return settings;
  }

  /** Where a request goes that is for whom the user wished. */
  Route route(ChatRequest.Builder request) {
    return route(request, wish);
  }

  /**
   * Where a request goes that is for somebody else. What it does not say, and nobody wished, is as
   * the settings have it.
   */
  Route route(ChatRequest.Builder request, Wish other) {
    Wish wanted = wanted(other);
    return route(request, wanted.endpoint(), demo.takeModel(wanted.model()));
  }

  /**
   * As {@link #route(ChatRequest.Builder, Wish)}, for a request that is under way beside others:
   * what its model does to who answers is done to it alone.
   */
  Route routeAlone(ChatRequest.Builder request, Wish other) {
    Wish wanted = wanted(other);
    return route(request, wanted.endpoint(), wanted.model());
  }

  private Wish wanted(Wish other) {
    // Who answers in the services' stead is not asked for a model of theirs.
    return other.isEmpty() && demo == Demo.NONE
        ? new Wish(settings.provider(), settings.model())
        : other;
  }

  private Route route(
      ChatRequest.Builder request, Optional<String> endpoint, Optional<String> model) {
    Optional<String> named =
        endpoint.isEmpty() && model.isEmpty() ? demo.firstEndpoint() : endpoint;
    // Written out, so that who shows the route shows the clocks that count.
    request.timeouts(clocks.timeouts(settings.timeouts()).orElse(settings.timeouts()));
    return runner.route(settings.fill(request.model(model.orElse(null)).build()), named);
  }

  /** Closes everything; what fails at that is thrown when all is closed. */
  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    while (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
