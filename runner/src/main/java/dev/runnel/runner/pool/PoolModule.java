package dev.runnel.runner.pool;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.attempt.Planner;
import dev.runnel.runner.limit.UnderWay;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Who is asked first. */
public final class PoolModule extends AbstractModule {
  private final Latencies latencies;
  private final Conversations conversations = new Conversations();
  private final RandomGenerator random;

  /**
   * For pools that measure by this time.
   *
   * @param random safe to use from any thread
   */
  public PoolModule(Timekeeper time, RandomGenerator random) {
    this.latencies = new Latencies(time);
    this.random = random;
  }

  /** What is to hear of every attempt. */
  public PoolMemory memory() {
    return new PoolMemory(latencies, conversations);
  }

  @Override
  protected void configure() {
    bind(PoolPlanner.class).in(Scopes.SINGLETON);
    bind(Planner.class).to(PoolPlanner.class);
  }

  @Provides
  @Singleton
  PoolOrder order(UnderWay underWay) {
    return new PoolOrder(underWay, latencies, conversations, random);
  }
}
