package dev.runnel.testkit.contract;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole contract of a provider, as tests; each is named by its rule. To prove a provider,
 * extend this:
 *
 * <pre>{@code
 * class AcmeContractTest extends ProviderContract {
 *   @Override protected Provider provider() { return new AcmeProvider(); }
 *   @Override protected Upstream upstream() { return Upstream.http(AcmeFormat::new); }
 * }
 * }</pre>
 *
 * <p>The provider is connected to the upstream through its option {@code base-url}; a key is
 * planted in each option that its authentication names, and looked for in all that the driver says.
 * What is not claimed, by its capabilities or by its format, shows as skipped, with the reason.
 * Time is virtual, each rule has an upstream and a driver of its own, and rules may run at the same
 * time.
 *
 * <p>{@link ContractRules#all()} is the list of rules. What the guard in core keeps by itself
 * whatever a driver does (a consumer that throws, the total clock) is proven there and not here.
 */
@ExtendWith(ContractReport.class)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@TestMethodOrder(RuleOrder.class)
public abstract class ProviderContract
    implements EndRules,
        OrderRules,
        CancelRules,
        DemandRules,
        ClockRules,
        ErrorRules,
        SecretRules,
        CapabilityRules,
        ClosingRules,
        PackagingRules {
  private @Nullable Ground ground;

  /** The provider under test; asked for once a rule, after {@link #upstream()}. */
  protected abstract Provider provider();

  /** What it talks to; asked for once a rule, and closed behind it. */
  protected abstract Upstream upstream();

  /**
   * Sets what else an endpoint needs; the address and the planted keys are set. By default:
   * nothing.
   */
  protected void configure(EndpointConfig.Builder config) {}

  /**
   * The model that is asked for; by default none is named, so the endpoint's first. To be
   * overridden where the service alone knows its models: a provider then asks it for them first,
   * and the upstream of this contract has none to tell.
   */
  protected Optional<String> model() {
    return Optional.empty();
  }

  /** How long something may take that must happen, in real time; default: ten seconds. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /**
   * Where another attempt could succeed after a failure of this kind; default: as {@link
   * RetryAdvice#usualFor}. To be overridden where the service is known better.
   */
  protected RetryAdvice.Scope adviceFor(ErrorKind kind) {
    return RetryAdvice.usualFor(kind).scope();
  }

  /** The most bytes that the jar, or what goes into it, may have; default: 1 MiB. */
  protected long largestPackage() {
    return 1L << 20;
  }

  /** The jar, or the folder that becomes one; default: where the provider's class is from. */
  protected Path packagedAt() {
    try {
      return Path.of(
          provider().getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The provider's class has no location", e);
    }
  }

  @BeforeEach
  final void layTheGround(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    ground = ContractRules.named(name).map(rule -> new Ground(this, rule)).orElse(null);
  }

  @AfterEach
  final void clearTheGround() {
    if (ground != null) {
      ground.close();
    }
  }

  @Override
  public final Ground ground() {
    if (ground == null) {
      throw new IllegalStateException("Only rules have a ground");
    }
    return ground;
  }
}
