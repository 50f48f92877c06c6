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
      providers = Providers.discover();
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
    // Who answers in the services' stead is not asked for a model of theirs.
    Wish wanted =
        other.isEmpty() && demo == Demo.NONE
            ? new Wish(settings.provider(), settings.model())
            : other;
    Optional<String> named = wanted.endpoint();
    Optional<String> asked = demo.takeModel(wanted.model());
    if (named.isEmpty() && asked.isEmpty()) {
      named = demo.firstEndpoint();
    }
    clocks.timeouts(settings.timeouts()).ifPresent(request::timeouts);
    return runner.route(settings.fill(request.model(asked.orElse(null)).build()), named);
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
