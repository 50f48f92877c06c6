package dev.runnel.discovery;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.NearName;
import dev.runnel.spi.Provider;
import dev.runnel.spi.StandardOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The providers that this program can use, and the way to connect to them:
 *
 * <pre>{@code
 * try (Providers providers = Providers.discover()) {
 *   ChatClient client = providers.connect("acme");
 *   client.call(ChatRequest.of("Hello")).stream(System.out::print);
 * }
 * }</pre>
 *
 * <p>Safe to use from any thread.
 */
public final class Providers implements AutoCloseable {
  private final List<FoundProvider> found;
  private final List<QuarantinedProvider> quarantined;
  private final CallRuntime runtime;
  private final boolean ownsRuntime;
  private final List<AutoCloseable> owned;
  private final Set<ChatClient> clients = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Providers(Builder builder) {
    Discovery discovery = Discovery.run(builder.places(), builder.preferred, builder.added);
    found = List.copyOf(discovery.found());
    List<QuarantinedProvider> broken = new ArrayList<>(discovery.quarantined());
    broken.addAll(builder.quarantined);
    quarantined = List.copyOf(broken);
    owned = List.copyOf(builder.owned);
    ownsRuntime = builder.runtime == null;
    runtime = builder.runtime == null ? CallRuntime.create() : builder.runtime;
  }

  /**
   * Finds the providers on the class path and the module path, as the thread's context class loader
   * sees them. Throws nothing because of a broken one; see {@link #quarantined()}.
   */
  public static Providers discover() {
    return builder().discover();
  }

  /**
   * These providers and no others, for tests and for programs that know theirs: nothing is looked
   * for. Throws nothing because of a broken one; see {@link #quarantined()}.
   */
  public static Providers of(Provider... providers) {
    return builder().only(providers).discover();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The providers that work, by id; unmodifiable. */
  public List<FoundProvider> found() {
    return found;
  }

  /** The providers that do not work, and why; unmodifiable. */
  public List<QuarantinedProvider> quarantined() {
    return quarantined;
  }

  /** What calls run on where nothing else was said. */
  public CallRuntime runtime() {
    return runtime;
  }

  /** The provider with this id, if it works. */
  public Optional<FoundProvider> find(String id) {
    return found.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /**
   * Connects to a provider's default endpoint. Sends nothing yet.
   *
   * @throws UnknownProviderException when no working provider has this id
   */
  public ChatClient connect(String id) {
    return connect(EndpointConfig.builder(require(id).description()).build());
  }

  /**
   * Connects to a configured endpoint with the default guard. Sends nothing yet.
   *
   * @throws UnknownProviderException when no working provider has the configuration's provider id
   * @throws dev.runnel.spi.ConfigurationException when the provider refuses the configuration
   */
  public ChatClient connect(EndpointConfig config) {
    return connect(config, GuardSettings.DEFAULT);
  }

  /**
   * Connects to a configured endpoint. Sends nothing yet. The client is closed with this object, or
   * before.
   *
   * @throws UnknownProviderException when no working provider has the configuration's provider id
   * @throws dev.runnel.spi.ConfigurationException when the provider refuses the configuration
   * @throws ChatException of kind {@link ErrorKind#INTERNAL} when the provider breaks
   * @throws IllegalStateException when this object is closed
   */
  public ChatClient connect(EndpointConfig config, GuardSettings settings) {
    return connect(config, settings, runtime);
  }

  /**
   * As {@link #connect(EndpointConfig, GuardSettings)}, for calls that run on other threads or by
   * another time.
   *
   * @param calls not closed by this object
   */
  public ChatClient connect(EndpointConfig config, GuardSettings settings, CallRuntime calls) {
    refuseWhenClosed();
    FoundProvider provider = require(config.provider());
    boolean lenient =
        settings.lenientEnd() || config.find(StandardOptions.LENIENT_END).orElse(false);
    ChatClient client =
        Guard.guard(
            driver(provider, config),
            config.provider(),
            config.endpoint(),
            settings.withLenientEnd(lenient),
            calls,
            clients::remove);
    clients.add(client);
    if (closed) { // meanwhile, perhaps after the other clients
      client.close();
      refuseWhenClosed();
    }
    return client;
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new IllegalStateException("These providers are closed; discover them anew");
    }
  }

  private static Driver driver(FoundProvider provider, EndpointConfig config) {
    try {
      return requireNonNull(provider.provider().connect(config), "connect() gave null");
    } catch (ConfigurationException | ChatException e) {
      throw e;
    } catch (Throwable thrown) { // the provider is foreign code: nothing raw of it may escape
      throw ChatException.builder(
              ErrorKind.INTERNAL,
              "The provider '"
                  + provider.id()
                  + "' in "
                  + provider.source().jar()
                  + " could not connect: "
                  + LoadFailure.explain(thrown))
          .cause(thrown)
          .provider(config.provider())
          .endpoint(config.endpoint())
          .nextStep("This is a bug in the provider; please report it to its author")
          .build();
    }
  }

  /**
   * The provider with this id.
   *
   * @throws UnknownProviderException when no working provider has it; says why a broken one is out,
   *     or which name is near
   */
  public FoundProvider require(String id) {
    requireNonNull(id, "id is null");
    return find(id).orElseThrow(() -> new UnknownProviderException(id, explainAbsence(id)));
  }

  private String explainAbsence(String id) {
    Optional<QuarantinedProvider> broken =
        quarantined.stream().filter(one -> one.isMeantBy(id)).findFirst();
    if (broken.isPresent()) {
      return "The provider '"
          + id
          + "' in "
          + broken.get().source().jar()
          + " cannot be used: "
          + broken.get().reason();
    }
    List<String> ids = found.stream().map(FoundProvider::id).toList();
    if (ids.isEmpty()) {
      return "There is no provider '"
          + id
          + "', nor any other; put a provider's jar on the class path or the module path"
          + nameless();
    }
    @Nullable String near = NearName.of(id, ids).orElse(null);
    return "There is no provider '"
        + id
        + "'; "
        + (near != null ? "did you mean '" + near + "'?" : "found: " + String.join(", ", ids))
        + nameless();
  }

  /** The jars of which nobody knows what they would have brought: perhaps what is looked for. */
  private String nameless() {
    List<String> jars =
        quarantined.stream()
            .filter(one -> one.id().isEmpty())
            .map(one -> one.source().jar())
            .distinct()
            .toList();
    return jars.isEmpty() ? "" : " (found but broken: " + String.join(", ", jars) + ")";
  }

  /** Closes every client that was connected here, the threads, and what it owns. Idempotent. */
  @Override
  public void close() {
    closed = true;
    clients.forEach(ChatClient::close);
    if (ownsRuntime) {
      runtime.close();
    }
    owned.forEach(Providers::release);
  }

  private static void release(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) { // the others are still to be closed
      System.getLogger("dev.runnel.discovery")
          .log(System.Logger.Level.WARNING, "A plugin could not be closed", e);
    }
  }

  /** Chooses where to look and what to run on. Not thread-safe. */
  public static final class Builder {
    private ClassLoader loader = contextLoader();
    private final Map<String, String> preferred = new LinkedHashMap<>();
    private final List<Provider> added = new ArrayList<>();
    private final List<ProviderPlace> plugins = new ArrayList<>();
    private final List<QuarantinedProvider> quarantined = new ArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private boolean looking = true;
    private @Nullable CallRuntime runtime;

    private Builder() {}

    private List<ProviderPlace> places() {
      List<ProviderPlace> places = new ArrayList<>();
      if (looking) {
        places.add(new ProviderPlace(loader, UnaryOperator.identity()));
      }
      places.addAll(plugins);
      return places;
    }

    private static ClassLoader contextLoader() {
      @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
      return context == null ? ClassLoader.getSystemClassLoader() : context;
    }

    /** Looks through this loader; default: the thread's context class loader. */
    public Builder loader(ClassLoader classLoader) {
      loader = requireNonNull(classLoader, "classLoader is null");
      return this;
    }

    /**
     * Says who wins where two providers have one id; by default the first by class name.
     *
     * @param classOrJar the provider's class name, or its jar's file name
     */
    public Builder prefer(String id, String classOrJar) {
      preferred.put(
          requireNonNull(id, "id is null"), requireNonNull(classOrJar, "classOrJar is null"));
      return this;
    }

    /**
     * Adds a provider that needs no services file, beside those that are found. It wins over one
     * that is found under its id, unless {@link #prefer} says otherwise.
     */
    public Builder add(Provider provider) {
      added.add(requireNonNull(provider, "provider is null"));
      return this;
    }

    /** Adds these and looks for no others. */
    public Builder only(Provider... providers) {
      List.of(providers).forEach(this::add);
      looking = false;
      return this;
    }

    /**
     * Also looks through another loader, a plugin's say, in whose context its providers are made.
     * The program's providers win over those of the same id that are found here, and an earlier
     * loader's over a later one's, unless {@link #prefer} says otherwise.
     *
     * @param classLoader must not find the program's services files, or its providers are found
     *     twice; not closed, see {@link #own}
     * @param entrance puts before each provider what its every call goes through
     */
    public Builder plugin(ClassLoader classLoader, UnaryOperator<Provider> entrance) {
      plugins.add(
          new ProviderPlace(
              requireNonNull(classLoader, "classLoader is null"),
              requireNonNull(entrance, "entrance is null")));
      return this;
    }

    /** Lists one that is broken in a way that was found out before. */
    public Builder quarantine(QuarantinedProvider broken) {
      quarantined.add(requireNonNull(broken, "broken is null"));
      return this;
    }

    /** Closes this with the providers, after every client. */
    public Builder own(AutoCloseable resource) {
      owned.add(requireNonNull(resource, "resource is null"));
      return this;
    }

    /** Runs calls on this; it is not closed. Default: one of its own. */
    public Builder runtime(CallRuntime threads) {
      runtime = requireNonNull(threads, "threads is null");
      return this;
    }

    /** Looks for providers, once. */
    public Providers discover() {
      return new Providers(this);
    }
  }
}
