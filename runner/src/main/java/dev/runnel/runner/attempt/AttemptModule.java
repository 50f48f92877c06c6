package dev.runnel.runner.attempt;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.health.Healths;
import dev.runnel.runner.policy.BreakerSettings;

/** Attempts, and what is remembered of how they went. Their seams are bound elsewhere. */
public final class AttemptModule extends AbstractModule {
  private final AttemptOptions options;
  private final BreakerSettings breaker;
  private final CallRuntime runtime;

  public AttemptModule(AttemptOptions options, BreakerSettings breaker, CallRuntime runtime) {
    this.options = options;
    this.breaker = breaker;
    this.runtime = runtime;
  }

  @Override
  protected void configure() {
    bind(CallRuntime.class).toInstance(runtime);
    bind(AttemptOptions.class).toInstance(options);
    bind(Healths.class).toInstance(new Healths(breaker, runtime.timekeeper()));
    bind(Attempts.class).in(Scopes.SINGLETON);
  }
}
