package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service that a provider can speak to beside its own: an endpoint that is known by name, so that
 * its user sets a key and nothing else. Data only, checked by {@link
 * ProviderDescription.Builder#build()}. Immutable.
 *
 * <p>What the preset sets stands in for the defaults of the provider's options; what the user sets
 * for the endpoint replaces it. The variables that the provider's own users know (such as {@code
 * OPENAI_API_KEY}) are for the provider's own endpoint and not read for this one: it has
 * {@linkplain Builder#variable variables of its own}.
 */
public final class EndpointPreset {
  private final String id;
  private final String displayName;
  private final @Nullable URI homepage;
  private final Map<String, String> values;
  private final Map<String, String> variables;
  private final Map<String, String> needed;
  private final Authentication authentication;
  private final boolean local;
  private final @Nullable String howToStart;
  private final @Nullable Capabilities capabilities;

  private EndpointPreset(Builder builder) {
    id = builder.id;
    displayName = builder.displayName;
    homepage = builder.homepage;
    values = unmodifiable(builder.values);
    variables = unmodifiable(builder.variables);
    needed = unmodifiable(builder.needed);
    authentication = builder.authentication;
    local = builder.local;
    howToStart = builder.howToStart;
    capabilities = builder.capabilities;
  }

  private static Map<String, String> unmodifiable(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * Starts a preset.
   *
   * @param id of the endpoint, in the form of a provider's: {@code groq}
   */
  public static Builder builder(String id) {
    return new Builder(ProviderDescription.checkedId(id));
  }

  /** The endpoint's id. Where a provider has the same one, that is meant by it. */
  public String id() {
    return id;
  }

  /** For people; the id where none was given. */
  public String displayName() {
    return displayName;
  }

  /** Where a person reads about the service. */
  public Optional<URI> homepage() {
    return Optional.ofNullable(homepage);
  }

  /** What the preset sets, by option, as a user would write it; in their order, unmodifiable. */
  public Map<String, String> values() {
    return values;
  }

  /** What the preset sets for an option, as a user would write it. */
  public Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /**
   * The environment variables that this service's users know, by option, such as {@code api-key} to
   * {@code GROQ_API_KEY}; in their order, unmodifiable.
   */
  public Map<String, String> variables() {
    return variables;
  }

  /**
   * The options, other than credentials, that the user must set since nobody else can know them,
   * each with an example; in their order, unmodifiable, mostly empty.
   */
  public Map<String, String> needed() {
    return needed;
  }

  /** What this service needs to let a request in. */
  public Authentication authentication() {
    return authentication;
  }

  /** Whether it is a server on the user's own machine. */
  public boolean local() {
    return local;
  }

  /** How a local server is started, as the rest of a sentence: {@code start it with `vllm …`}. */
  public Optional<String> howToStart() {
    return Optional.ofNullable(howToStart);
  }

  /**
   * What this endpoint can do; empty: what the provider's own can, with the models that the preset
   * sets and no others known by name.
   */
  public Optional<Capabilities> capabilities() {
    return Optional.ofNullable(capabilities);
  }

  @Override
  public String toString() {
    return "EndpointPreset[" + id + "]";
  }

  /** Collects a preset. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private String displayName;
    private @Nullable URI homepage;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> needed = new LinkedHashMap<>();
    private Authentication authentication = Authentication.NONE;
    private boolean local;
    private @Nullable String howToStart;
    private @Nullable Capabilities capabilities;

    private Builder(String id) {
      this.id = id;
      this.displayName = id;
    }

    public Builder displayName(String name) {
      displayName = requireNonNull(name, "name is null");
      return this;
    }

    public Builder homepage(String address) {
      homepage = URI.create(address);
      return this;
    }

    /**
     * Sets an option, not a secret one.
     *
     * @param value as a user would write it
     */
    public Builder set(Option<?> option, String value) {
      values.put(option.name(), requireNonNull(value, "value is null"));
      return this;
    }

    /** Names the environment variable that this service's users know for an option. */
    public Builder variable(Option<?> option, String name) {
      variables.put(option.name(), requireNonNull(name, "name is null"));
      return this;
    }

    /**
     * Says that the user must set an option since nobody else can know its value: the address of a
     * deployment of his own, say.
     *
     * @param example what a value looks like
     */
    public Builder needs(Option<?> option, String example) {
      needed.put(option.name(), requireNonNull(example, "example is null"));
      return this;
    }

    /** Default: anyone may use it. */
    public Builder authentication(Authentication needs) {
      authentication = requireNonNull(needs, "needs is null");
      return this;
    }

    /**
     * Says that it is a server on the user's own machine: asked only when it is named, since
     * several speak on the same port and nobody can tell who listens there.
     */
    public Builder local() {
      local = true;
      return this;
    }

    /**
     * The same, and how the server is started.
     *
     * @param start the rest of a sentence, such as {@code start it with `vllm serve MODEL`}
     */
    public Builder local(String start) {
      howToStart = requireNonNull(start, "start is null");
      return local();
    }

    /** Default: the provider's own, with the models that the preset sets. */
    public Builder capabilities(Capabilities value) {
      capabilities = requireNonNull(value, "value is null");
      return this;
    }

    public EndpointPreset build() {
      return new EndpointPreset(this);
    }
  }
}
