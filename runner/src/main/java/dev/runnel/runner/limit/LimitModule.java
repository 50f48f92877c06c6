package dev.runnel.runner.limit;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.runnel.runner.attempt.Admission;

/** The gates before the endpoints. */
public final class LimitModule extends AbstractModule {
  private final LimitTable limits;

  public LimitModule(LimitTable limits) {
    this.limits = limits;
  }

  @Override
  protected void configure() {
    bind(LimitTable.class).toInstance(limits);
    bind(UnderWay.class).toInstance(new UnderWay());
    bind(Gates.class).in(Scopes.SINGLETON);
    bind(Admission.class).to(Gates.class);
  }
}
