package dev.runnel.testkit.contract;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.toy.Sin;
import dev.runnel.testkit.contract.toy.ToyFormat;
import dev.runnel.testkit.contract.toy.ToyProvider;
import java.nio.file.Path;
import java.time.Duration;

/** The contract of a toy; run by the tests of the kit, each with another sin. */
class ToyContract extends ProviderContract {
  /** What the toy of the thread's run does wrong, and a folder of the run's own. */
  record Run(Sin sin, Path folder) {}

  static final ThreadLocal<Run> RUN = new ThreadLocal<>();

  private final Run run = RUN.get();

  @Override
  protected Provider provider() {
    return ToyProvider.with(run.sin());
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(ToyFormat::new);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(6);
  }

  @Override
  protected long largestPackage() {
    return 10_000;
  }

  /** What the toy would come in. */
  @Override
  protected Path packagedAt() {
    return ForgedPackage.of(provider().getClass(), run.sin(), run.folder());
  }
}
