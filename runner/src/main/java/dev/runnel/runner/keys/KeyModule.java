package dev.runnel.runner.keys;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.runnel.runner.attempt.Access;

/** How endpoints are reached: by which credential. */
public final class KeyModule extends AbstractModule {
  private final KeyTable keys;

  public KeyModule(KeyTable keys) {
    this.keys = keys;
  }

  @Override
  protected void configure() {
    bind(KeyTable.class).toInstance(keys);
    bind(KeyedAccess.class).in(Scopes.SINGLETON);
    bind(Access.class).to(KeyedAccess.class);
  }
}
