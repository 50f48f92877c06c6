package dev.runnel.runner;

import static java.util.Objects.requireNonNull;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.GuardSettings;
import dev.runnel.runner.attempt.AttemptModule;
import dev.runnel.runner.attempt.AttemptOptions;
import dev.runnel.runner.attempt.Attempts;
import dev.runnel.runner.endpoint.Connections;
import dev.runnel.runner.endpoint.EndpointCatalog;
import dev.runnel.runner.endpoint.EndpointIds;
import dev.runnel.runner.endpoint.EndpointModule;
import dev.runnel.runner.endpoint.EndpointReader;
import dev.runnel.runner.endpoint.EndpointSources;
import dev.runnel.runner.endpoint.OwnEndpoint;
import dev.runnel.runner.health.Healths;
import dev.runnel.runner.keys.KeyModule;
import dev.runnel.runner.keys.KeyTable;
import dev.runnel.runner.lifecycle.Lifecycle;
import dev.runnel.runner.limit.Gates;
import dev.runnel.runner.limit.LimitModule;
import dev.runnel.runner.limit.LimitTable;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.BreakerState;
import dev.runnel.runner.policy.EndpointKeys;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.pool.PoolModule;
import dev.runnel.runner.route.Detour;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.runner.route.HiddenPreset;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.OptionValue;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.routing.Pools;
import dev.runnel.runner.routing.Router;
import dev.runnel.runner.routing.RoutingModule;
import dev.runnel.runner.routing.RoutingPolicy;
import dev.runnel.runner.settings.OptionText;
import dev.runnel.runner.settings.VariableNames;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint for a request and sends it there:
 *
 * <pre>{@code
 * try (Runner runner = Runner.builder().build()) {
 *   runner.call(ChatRequest.of("Hello")).stream(System.out::print);
 * }
 * }</pre>
 *
 * <p><b>Privacy.</b> An unofficial service, or plain http beyond this machine, gets a request only
 * where the caller named that endpoint or {@linkplain Builder#allowUnofficial allowed} it; never by
 * default. An endpoint on a loopback address needs no leave.
 *
 * <p>Safe to use from any thread.
 */
public final class Runner implements AutoCloseable {
  private static final RunnerObserver SILENT = new RunnerObserver() {};

  private final Providers providers;
  private final EndpointCatalog catalog;
  private final Router router;
  private final Connections connections;
  private final RunnerSettings settings;
  private final Attempts attempts;
  private final Gates gates;
  private final Healths healths;
  private final CallRuntime runtime;
  private final Lifecycle lifecycle;

  @Inject
  Runner(
      Providers providers,
      EndpointCatalog catalog,
      Router router,
      Connections connections,
      RunnerSettings settings,
      Attempts attempts,
      Gates gates,
      Healths healths,
      CallRuntime runtime,
      Lifecycle lifecycle) {
    this.providers = providers;
    this.catalog = catalog;
    this.router = router;
    this.connections = connections;
    this.settings = settings;
    this.attempts = attempts;
    this.gates = gates;
    this.healths = healths;
    this.runtime = runtime;
    this.lifecycle = lifecycle;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The environment variables that set an option of a provider's own endpoint, the one its users
   * know first. Where both are set, the last one wins.
   */
  public static List<String> environmentVariables(String endpoint, Option<?> option) {
    return VariableNames.all(endpoint, Optional.empty(), option);
  }

  /** The same of an endpoint that is made of a preset. */
  public static List<String> environmentVariables(EndpointPreset preset, Option<?> option) {
    return VariableNames.all(preset.id(), Optional.of(preset), option);
  }

  /** The presets that are no endpoints since their ids mean others; unmodifiable. */
  public static List<HiddenPreset> hiddenPresets(Providers providers) {
    return EndpointIds.hidden(providers);
  }

  /**
   * The endpoints that are there by themselves, before anything is configured: a provider's own and
   * its presets; unmodifiable.
   */
  public static List<EndpointOrigin> origins(Providers providers) {
    return EndpointIds.origins(providers);
  }

  /** The providers behind the endpoints, the broken ones included. */
  public Providers providers() {
    return providers;
  }

  /**
   * The endpoints that requests can go to, by id, those made of presets among them; unmodifiable.
   * Which of them take part in a request that names none: {@link Endpoint#takesPartUnnamed}.
   */
  public List<Endpoint> endpoints() {
    return catalog.endpoints();
  }

  /**
   * An endpoint's options with the values that are in force and where those come from, secrets
   * blanked; unmodifiable.
   *
   * @throws IllegalArgumentException when there is no such endpoint
   */
  public List<OptionValue> options(String endpoint) {
    return catalog
        .find(endpoint)
        .orElseThrow(() -> new IllegalArgumentException("There is no endpoint " + endpoint))
        .options();
  }

  /**
   * Why an endpoint cannot be asked anything, if it cannot: policy, something that is not set, or a
   * local service that is not there, for which its port on this machine is tried.
   *
   * @param named whether the user named it, which is leave enough
   */
  public Optional<Reason> obstacle(Endpoint endpoint, boolean named) {
    return router.obstacle(endpoint, named);
  }

  /**
   * Where a request would go, and why not elsewhere. Sends nothing. Where a {@linkplain
   * Endpoint#local local} service that nobody named could serve it, its port on this machine is
   * connected to, to see whether it is there: that blocks for 200 ms at most, mostly far less.
   */
  public Route route(ChatRequest request) {
    return route(request, Optional.empty());
  }

  /**
   * Where a request would go, and why not elsewhere. Sends nothing; see {@link
   * #route(ChatRequest)}.
   *
   * @param endpoint the endpoint that the user named; so does a model of the form {@code
   *     endpoint/model} where the part before the first slash is a known endpoint
   */
  public Route route(ChatRequest request, Optional<String> endpoint) {
    requireNonNull(endpoint, "endpoint is null");
    ChatRequest asked =
        settings.strict() ? ChatRequest.builder(request).strict(true).build() : request;
    return settings
        .defaultModel()
        .filter(any -> endpoint.isEmpty() && request.model().isEmpty())
        .map(model -> router.routeByDefault(asked, model))
        .orElseGet(() -> router.route(asked, endpoint));
  }

  /** The breakers of what was asked lately, in no order; unmodifiable. */
  public List<BreakerState> breakers() {
    return healths.breakers();
  }

  /** How much of their limits is taken of the endpoints that were asked so far, by id. */
  public List<EndpointLoad> load() {
    return gates.load();
  }

  /** The names that stand for several models, by name; unmodifiable. */
  public List<ModelPool> pools() {
    return settings.pools().values().stream()
        .sorted(Comparator.comparing(ModelPool::name))
        .toList();
  }

  /**
   * A handle for a request to the best endpoint, and, where that fails, to the next; does no I/O.
   *
   * @throws NoEndpointException when nobody can serve it
   * @throws ConfigurationException when the only one's provider refuses its configuration
   * @throws ChatException when the only one's provider fails to connect
   */
  public RunnerCall call(ChatRequest request) {
    return call(request, Optional.empty());
  }

  /**
   * A handle for a request to the endpoint that was named and to no other, else to the best one
   * and, where that fails, to the next; does no I/O.
   *
   * @throws NoEndpointException when nobody can serve it
   * @throws ConfigurationException when the only one's provider refuses its configuration
   * @throws ChatException when the only one's provider fails to connect
   */
  public RunnerCall call(ChatRequest request, Optional<String> endpoint) {
    return call(route(request, endpoint));
  }

  /**
   * A handle for a request on its route; does no I/O.
   *
   * @param route one of this runner's
   * @throws NoEndpointException when it has no candidate
   * @throws ConfigurationException when the only candidate's provider refuses its configuration
   * @throws ChatException when the only candidate's provider fails to connect
   */
  public RunnerCall call(Route route) {
    return call(route, SILENT);
  }

  /**
   * As {@link #call(Route)}, with somebody who looks on.
   *
   * @param observer hears of this call alone, after those who hear of all
   */
  public RunnerCall call(Route route, RunnerObserver observer) {
    if (route.chosen().isEmpty()) {
      throw new NoEndpointException(route);
    }
    return attempts.call(route, requireNonNull(observer, "observer is null"));
  }

  /**
   * Asks an endpoint which models it has. This is a request: see {@link #obstacle} first.
   *
   * @return completes exceptionally with a {@link ChatException}
   * @throws IllegalArgumentException when there is no such endpoint
   * @throws ConfigurationException when the provider refuses its configuration
   * @throws ChatException when the provider fails to connect
   */
  public CompletionStage<List<ModelInfo>> models(String endpoint) {
    return models(connections.client(endpoint));
  }

  /**
   * The same by one of an endpoint's several credentials.
   *
   * @param keyLabel one of {@link #keyLabels}
   */
  public CompletionStage<List<ModelInfo>> models(String endpoint, String keyLabel) {
    EndpointKeys several =
        keysOf(endpoint)
            .orElseThrow(
                () -> new IllegalArgumentException(endpoint + " has no several credentials"));
    Key key =
        several.keys().stream()
            .filter(one -> one.label().equals(keyLabel))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(endpoint + " has no credential " + keyLabel));
    return models(connections.client(endpoint, several.option(), key));
  }

  /** What an endpoint's several credentials are called; unmodifiable, empty where it has one. */
  public List<String> keyLabels(String endpoint) {
    return keysOf(endpoint).stream()
        .flatMap(several -> several.keys().stream())
        .map(Key::label)
        .toList();
  }

  private Optional<EndpointKeys> keysOf(String endpoint) {
    return settings.keys().stream()
        .filter(one -> one.endpoint().equals(endpoint) && one.keys().size() > 1)
        .findFirst();
  }

  private CompletionStage<List<ModelInfo>> models(ChatClient client) {
    CompletableFuture<List<ModelInfo>> models = new CompletableFuture<>();
    client.models().whenComplete((listed, thrown) -> tell(models, listed, thrown));
    return models.minimalCompletionStage();
  }

  /** Never on an event loop, where the connection speaks. */
  private void tell(
      CompletableFuture<List<ModelInfo>> models,
      @Nullable List<ModelInfo> listed,
      @Nullable Throwable thrown) {
    runtime
        .blocking()
        .execute(
            () -> {
              if (thrown != null) {
                models.completeExceptionally(thrown);
              } else {
                models.complete(listed);
              }
            });
  }

  /** Cancels the calls under way and closes what was opened, the latest first. Idempotent. */
  @Override
  public void close() {
    attempts.close();
    lifecycle.close();
  }

  /** Collects what a runner needs. Not thread-safe. */
  public static final class Builder {
    /** Of its own thread's, so that any may draw. */
    private static final RandomGenerator SHARED_RANDOM =
        () -> ThreadLocalRandom.current().nextLong();

    private @Nullable Providers providers;
    private @Nullable ClassLoader loader;
    private Map<String, String> environment = System.getenv();
    private final List<OptionText> options = new ArrayList<>();
    private final List<ConfigurationException.Mistake> mistakes = new ArrayList<>();
    private final List<EndpointSources.Credential> credentials = new ArrayList<>();
    private final List<OwnEndpoint> own = new ArrayList<>();
    private final List<OptionText> fileOptions = new ArrayList<>();
    private @Nullable String keyCommand;
    private boolean unofficialAllowed;
    private RoutingPolicy.@Nullable Confinement confinement;
    private GuardSettings guard = GuardSettings.DEFAULT;
    private Detour detour = Detour.NONE;
    private boolean strict;
    private AttemptSettings attempts = AttemptSettings.DEFAULT;
    private BreakerSettings breaker = BreakerSettings.DEFAULT;
    private final Map<String, Written<EndpointLimits>> limits = new LinkedHashMap<>();
    private final Map<String, Written<ModelPool>> pools = new LinkedHashMap<>();
    private final List<EndpointKeys> keys = new ArrayList<>();
    private @Nullable String defaultModel;
    private final List<RunnerObserver> observers = new ArrayList<>();
    private @Nullable CallRuntime runtime;
    private RandomGenerator random = SHARED_RANDOM;

    private Builder() {}

    /** Uses these providers, which are not closed; default: those that are found. */
    public Builder providers(Providers found) {
      providers = requireNonNull(found, "found is null");
      return this;
    }

    /** Looks for providers through this loader; default: the thread's context class loader. */
    public Builder loader(ClassLoader classLoader) {
      loader = requireNonNull(classLoader, "classLoader is null");
      return this;
    }

    /**
     * Reads options from these variables; default: the process's environment. Every option of every
     * endpoint has {@code RUNNEL_<ENDPOINT>_<OPTION>}, beside the one its users know, such as
     * {@code OPENAI_API_KEY}, or {@code GROQ_API_KEY} for the preset {@code groq}; {@code
     * HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} are for all
     * endpoints that are not on a loopback address.
     */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /**
     * Sets an option, as {@code endpoint.option=value}, or as {@code *.option=value} for every
     * endpoint that has the option. A later one replaces an earlier one. A mistake is kept and
     * reported by {@link #build()}. Secret options are refused here.
     *
     * @param source where it was written, for messages, such as {@code -o}
     */
    public Builder option(String text, String source) {
      OptionText.parse(text, source, mistakes::add).ifPresent(options::add);
      return this;
    }

    /**
     * Sets an option where neither the environment nor {@link #option(String, String)} does: for
     * what was read from a file. A later one replaces an earlier one; one for all endpoints yields
     * to one for the endpoint. A mistake is kept and reported by {@link #build()}. Secret options
     * are refused here.
     *
     * @param endpoint an id; {@code *} for every endpoint that has the option
     * @param value as {@link #option(String, String)} has it behind the equals sign
     * @param source where it was written, for messages, such as {@code runnel.toml:3:1}
     */
    public Builder fileOption(String endpoint, String option, String value, String source) {
      fileOptions.add(new OptionText(endpoint, option, value, source));
      return this;
    }

    /**
     * Adds an endpoint of one's own: a second account at a service, or a server that speaks a known
     * protocol. It takes part in requests that name none. Of environment variables it reads {@code
     * RUNNEL_<ID>_<OPTION>} only: the keys that a service's users have set are for that service.
     * Where it is somewhere else than the provider's service, none of that one's models are taken
     * for granted. A mistake is kept and reported by {@link #build()}.
     *
     * @param id lower case letters and digits, joined by hyphens or dots; no provider's or preset's
     *     of something else
     * @param of the id of the provider or of the preset that it is made of
     * @param source where it was written, for messages
     */
    public Builder endpoint(String id, String of, String source) {
      own.add(new OwnEndpoint(id, of, source));
      return this;
    }

    /** Sets a secret option of an endpoint; replaces all else that sets it. */
    public Builder credential(String endpoint, String option, Secret value) {
      requireNonNull(value, "value is null");
      return credential(endpoint, option, () -> value, "");
    }

    /**
     * Sets a secret option of an endpoint; replaces all else that sets it. The secret is asked for
     * when the endpoint is first connected, on the thread that needs it, which waits.
     *
     * @param value called once, or again where it threw; what it throws reaches the caller of the
     *     endpoint
     * @param source where it comes from, for messages
     */
    public Builder credential(
        String endpoint, String option, Supplier<Secret> value, String source) {
      credentials.add(new EndpointSources.Credential(endpoint, option, value, source));
      return this;
    }

    /** Takes a mistake that was found elsewhere, to be reported with all others at once. */
    public Builder mistake(ConfigurationException.Mistake mistake) {
      mistakes.add(requireNonNull(mistake, "mistake is null"));
      return this;
    }

    /**
     * The command of this program by which its user sets a secret, for messages; an endpoint's id
     * follows it. Default: none.
     */
    public Builder keyCommand(String command) {
      keyCommand = requireNonNull(command, "command is null");
      return this;
    }

    /**
     * Lets unofficial services, and plain http beyond loopback, serve requests that did not name
     * them; default: they do not.
     */
    public Builder allowUnofficial(boolean allowed) {
      unofficialAllowed = allowed;
      return this;
    }

    /**
     * Lets nobody but these endpoints serve a request, named or not; default: everybody.
     *
     * @param why what is said of the others: the rest of a sentence that starts with the endpoint
     */
    public Builder confineTo(Collection<String> endpoints, String why) {
      confinement = new RoutingPolicy.Confinement(Set.copyOf(endpoints), why);
      return this;
    }

    /** Connects endpoints so; default: as they are configured. */
    public Builder detour(Detour way) {
      detour = requireNonNull(way, "way is null");
      return this;
    }

    /** Treats calls so; default: {@link GuardSettings#DEFAULT}. */
    public Builder guard(GuardSettings settings) {
      guard = requireNonNull(settings, "settings is null");
      return this;
    }

    /** The clocks of calls that bring none of their own; default: {@link Timeouts#DEFAULT}. */
    public Builder timeouts(Timeouts clocks) {
      guard = guard.withTimeouts(clocks);
      return this;
    }

    /** Refuses every request that cannot be honoured in full; default: warns. */
    public Builder strict(boolean refuse) {
      strict = refuse;
      return this;
    }

    /** Tries calls so often; default: {@link AttemptSettings#DEFAULT}. */
    public Builder attempts(AttemptSettings settings) {
      attempts = requireNonNull(settings, "settings is null");
      return this;
    }

    /** Leaves failing endpoints alone so; default: {@link BreakerSettings#DEFAULT}. */
    public Builder breaker(BreakerSettings settings) {
      breaker = requireNonNull(settings, "settings is null");
      return this;
    }

    /**
     * Asks an endpoint no more than this; default: no limit. Set again, it replaces the former.
     *
     * @param endpoint an id; {@code *} for every endpoint that has no limits of its own, each for
     *     itself
     */
    public Builder limits(String endpoint, EndpointLimits most) {
      return limits(endpoint, most, "");
    }

    /**
     * Asks an endpoint no more than this; see {@link #limits(String, EndpointLimits)}.
     *
     * @param source where it was written, for messages
     */
    public Builder limits(String endpoint, EndpointLimits most, String source) {
      limits.put(requireNonNull(endpoint, "endpoint is null"), new Written<>(most, source));
      return this;
    }

    /**
     * Lets a name stand for several models; replaces a pool of that name. A member of an endpoint
     * that there is not is a mistake.
     */
    public Builder pool(ModelPool pool) {
      return pool(pool, "");
    }

    /**
     * Lets a name stand for several models; see {@link #pool(ModelPool)}.
     *
     * @param source where it was written, for messages
     */
    public Builder pool(ModelPool pool, String source) {
      pools.put(pool.name(), new Written<>(pool, source));
      return this;
    }

    /**
     * Gives an endpoint several credentials for one option, to be used in turn; they replace what
     * was set for it. One that the service refuses is left aside.
     *
     * @param option the secret option that they are values of, such as {@code api-key}
     * @param several at least one, with labels that differ
     */
    public Builder keys(String endpoint, String option, List<Key> several) {
      if (several.stream().map(Key::label).distinct().count() != Math.max(1, several.size())) {
        throw new IllegalArgumentException(
            "The keys of " + endpoint + "." + option + " need labels that differ");
      }
      keys.removeIf(one -> one.endpoint().equals(endpoint) && one.option().equals(option));
      keys.add(new EndpointKeys(endpoint, option, several));
      return this;
    }

    /**
     * What is asked for where a request names no model and nobody named an endpoint: a model,
     * {@code endpoint/model} or a pool's name. Default: the default model of the best endpoint.
     */
    public Builder defaultModel(String model) {
      defaultModel = requireNonNull(model, "model is null");
      return this;
    }

    /** Tells this one what happens to every call, beside those that were given before. */
    public Builder observer(RunnerObserver observer) {
      observers.add(requireNonNull(observer, "observer is null"));
      return this;
    }

    /**
     * Runs calls on these threads and by this time, and providers that are looked for, too; it is
     * not closed. Default: one of its own. With providers of one's own, give them the same.
     */
    public Builder runtime(CallRuntime threads) {
      runtime = requireNonNull(threads, "threads is null");
      return this;
    }

    /** Draws waits from this, for tests that know when what happens. */
    Builder random(RandomGenerator generator) {
      random = generator;
      return this;
    }

    /**
     * The runner.
     *
     * @throws ConfigurationException with all mistakes in the options at once
     */
    public Runner build() {
      Lifecycle lifecycle = new Lifecycle();
      try {
        Providers found = providers != null ? providers : lifecycle.closeAtEnd(discover());
        CallRuntime calls = runtime != null ? runtime : found.runtime();
        EndpointCatalog catalog = EndpointReader.read(found, sources());
        RoutingPolicy policy =
            new RoutingPolicy(unofficialAllowed, Optional.ofNullable(confinement));
        PoolModule poolsModule = new PoolModule(calls.timekeeper(), random);
        List<RunnerObserver> heard = new ArrayList<>(List.of(poolsModule.memory()));
        heard.addAll(observers);
        return Guice.createInjector(
                Stage.PRODUCTION,
                new RunnerModule(lifecycle, settings()),
                new EndpointModule(catalog, found, guard, detour),
                new AttemptModule(new AttemptOptions(attempts, random, heard), breaker, calls),
                new LimitModule(new LimitTable(values(limits))),
                new KeyModule(new KeyTable(keys)),
                poolsModule,
                new RoutingModule(policy, new Pools(values(pools))))
            .getInstance(Runner.class);
      } catch (RuntimeException e) {
        lifecycle.close();
        throw e;
      }
    }

    private EndpointSources sources() {
      return new EndpointSources(
          own,
          fileOptions,
          environment,
          options,
          allCredentials(),
          Stream.concat(PolicyMentions.ofPools(pools), PolicyMentions.ofLimits(limits)).toList(),
          Optional.ofNullable(keyCommand),
          mistakes);
    }

    /** One of several keys stands for all until it is asked with: what is there is not missing. */
    private List<EndpointSources.Credential> allCredentials() {
      List<EndpointSources.Credential> all = new ArrayList<>();
      for (EndpointKeys several : keys) {
        Secret first = several.keys().get(0).value();
        String source =
            credentials.stream()
                .filter(one -> one.endpoint().equals(several.endpoint()))
                .filter(one -> one.option().equals(several.option()))
                .reduce((earlier, later) -> later)
                .map(EndpointSources.Credential::source)
                .orElse("");
        all.add(
            new EndpointSources.Credential(
                several.endpoint(), several.option(), () -> first, source));
      }
      all.addAll(credentials); // one that is set, too, says where they come from
      return all;
    }

    private static <T> Map<String, T> values(Map<String, Written<T>> written) {
      Map<String, T> values = new LinkedHashMap<>();
      written.forEach((name, one) -> values.put(name, one.value()));
      return values;
    }

    private RunnerSettings settings() {
      return new RunnerSettings(
          strict,
          attempts,
          breaker,
          values(limits),
          values(pools),
          keys,
          Optional.ofNullable(defaultModel),
          observers,
          Optional.ofNullable(runtime));
    }

    private Providers discover() {
      Providers.Builder builder = Providers.builder();
      if (runtime != null) {
        builder.runtime(runtime);
      }
      return (loader == null ? builder : builder.loader(loader)).discover();
    }
  }
}
