package dev.runnel.gateway.models;

import static java.util.Objects.requireNonNull;

import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.form.ListedModel;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Endpoint;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The models of all endpoints that take part in requests that name none, after the names that stand
 * for several. Endpoints are asked at once; one that fails takes nothing from the others. A listing
 * is kept for a while, while the settings stay the same, and asked for once however many wait.
 *
 * <p>Safe to use from any thread.
 */
public final class ModelCatalog {
  private final LiveRunner live;
  private final Clock clock;
  private final ModelSettings settings;
  private @Nullable Listing latest; // guarded by this

  public ModelCatalog(LiveRunner live, Clock clock, ModelSettings settings) {
    this.live = requireNonNull(live, "live is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  /** One look at all endpoints; what it was made of is compared by identity, and not kept. */
  private static final class Listing {
    final WeakReference<Runner> runner;
    final CompletableFuture<List<ListedModel>> models = new CompletableFuture<>();
    volatile Instant until = Instant.MAX;

    Listing(Runner runner) {
      this.runner = new WeakReference<>(runner);
    }
  }

  /**
   * The models there are, pools first, then by endpoint. To be called where blocking is allowed: a
   * local service may be looked for.
   *
   * @return completes on any thread
   */
  public CompletionStage<List<ListedModel>> list() {
    Lease lease = live.lease();
    Runner runner = lease.runner();
    Listing listing;
    synchronized (this) {
      Listing kept = latest;
      if (kept != null && kept.runner.refersTo(runner) && clock.instant().isBefore(kept.until)) {
        lease.close();
        return kept.models.minimalCompletionStage();
      }
      listing = new Listing(runner);
      latest = listing;
    }
    look(listing, lease);
    return listing.models.minimalCompletionStage();
  }

  private void look(Listing listing, Lease lease) {
    Runner runner = lease.runner();
    try {
      List<CompletableFuture<EndpointModels>> asked =
          runner.endpoints().stream()
              .filter(Endpoint::takesPartUnnamed)
              .map(endpoint -> EndpointModels.of(runner, endpoint, settings.patience()))
              .toList();
      CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
          .whenComplete(
              (none, thrown) -> {
                lease.close();
                try {
                  complete(listing, runner.pools(), asked);
                } catch (RuntimeException | Error e) { // else those who wait would wait for ever
                  fail(listing, e);
                }
              });
    } catch (RuntimeException | Error e) {
      lease.close();
      fail(listing, e);
    }
  }

  private void complete(
      Listing listing, List<ModelPool> pools, List<CompletableFuture<EndpointModels>> asked) {
    List<ListedModel> models = new ArrayList<>();
    pools.forEach(pool -> models.add(ListedModel.pool(pool.name())));
    boolean sure = true;
    for (CompletableFuture<EndpointModels> one : asked) {
      EndpointModels found = one.join();
      models.addAll(found.models());
      sure &= found.sure();
    }
    Duration good = sure ? settings.fresh() : settings.partial();
    listing.until = clock.instant().plus(good);
    listing.models.complete(List.copyOf(models));
  }

  /** The next one asks anew. */
  private static void fail(Listing listing, Throwable thrown) {
    listing.until = Instant.MIN;
    listing.models.completeExceptionally(thrown);
  }
}
