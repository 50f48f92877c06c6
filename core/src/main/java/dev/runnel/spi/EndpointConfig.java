package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one endpoint: the provider's options with the values that were set.
 * Immutable and checked: every name is one of the provider's options and every value has its type.
 */
public final class EndpointConfig {
  private final String provider;
  private final String endpoint;
  private final Map<String, Object> values;

  private EndpointConfig(String provider, String endpoint, Map<String, Object> values) {
    this.provider = provider;
    this.endpoint = endpoint;
    this.values = values;
  }

  /** Starts the configuration of an endpoint that has the provider's own id. */
  public static Builder builder(ProviderDescription description) {
    return new Builder(description);
  }

  /** Starts with the values of another configuration, which is of the same provider. */
  public static Builder builder(ProviderDescription description, EndpointConfig existing) {
    Builder builder = new Builder(description).endpoint(existing.endpoint);
    builder.values.putAll(existing.values);
    return builder;
  }

  /**
   * Starts the configuration of an endpoint that a preset knows: it has the preset's id and values.
   * The provider's default {@linkplain StandardOptions#models models} are those of its own service:
   * where the preset says nothing of models, there are none by default.
   *
   * @param preset one of the description's
   * @throws IllegalArgumentException when it is not
   */
  public static Builder builder(ProviderDescription description, EndpointPreset preset) {
    if (!description.presets().contains(preset)) {
      throw new IllegalArgumentException(
          "'" + description.id() + "' has no preset '" + preset.id() + "'");
    }
    Builder builder = new Builder(description).endpoint(preset.id());
    if (preset.capabilities().isEmpty()
        && description
            .option(StandardOptions.MODELS)
            .filter(option -> option.type() == OptionType.LIST)
            .isPresent()) {
      builder.set(StandardOptions.MODELS, "");
    }
    preset.values().forEach((name, value) -> builder.set(name, value, "preset " + preset.id()));
    return builder;
  }

  /** The provider's id. */
  public String provider() {
    return provider;
  }

  /** The endpoint's id. */
  public String endpoint() {
    return endpoint;
  }

  /**
   * The value of an option, or its default.
   *
   * @throws ConfigurationException when there is neither
   */
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    List.of(
                        new ConfigurationException.Mistake(
                            endpoint + "." + option.name(), "", "is required and not set"))));
  }

  /** The value of an option, or its default, if there is either. */
  @SuppressWarnings("unchecked") // the builder put in what this option's own parser made
  public <T> Optional<T> find(Option<T> option) {
    Object value = values.get(option.name());
    return value == null ? option.defaultValue() : Optional.of((T) value);
  }

  /** The secrets that are set, for whoever blanks them in what is shown; unmodifiable. */
  public List<Secret> secrets() {
    return values.values().stream()
        .filter(Secret.class::isInstance)
        .map(Secret.class::cast)
        .toList();
  }

  /** Shows names and values; secrets are blanked by their type, and in addresses. */
  @Override
  public String toString() {
    Map<String, Object> shown = new TreeMap<>(values);
    shown.replaceAll(
        (name, value) ->
            value instanceof URI address ? OptionParsers.blankUserInfo(address.toString()) : value);
    return "EndpointConfig[" + endpoint + " " + shown + "]";
  }

  /** Collects a configuration and its mistakes. Not thread-safe. */
  public static final class Builder {
    private final ProviderDescription description;
    private String endpoint;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<ConfigurationException.Mistake> mistakes = new ArrayList<>();

    private Builder(ProviderDescription description) {
      this.description = requireNonNull(description, "description is null");
      this.endpoint = description.id();
    }

    /** Names the endpoint; default: the provider's id. */
    public Builder endpoint(String id) {
      endpoint = requireNonNull(id, "id is null");
      return this;
    }

    /** Sets an option from text; a later value replaces an earlier one. */
    public Builder set(String name, String value) {
      return set(name, value, "");
    }

    /**
     * Sets an option from text; a later value replaces an earlier one. A mistake is kept and
     * reported by {@link #build()}.
     *
     * @param source where the value was written, for the message: a file and line, a variable; may
     *     be empty
     */
    public Builder set(String name, String value, String source) {
      Optional<Option<?>> option = description.option(name);
      if (option.isEmpty()) {
        mistakes.add(unknown(name, source));
        return this;
      }
      try {
        values.put(name, option.get().parse(value));
      } catch (IllegalArgumentException e) {
        mistakes.add(
            new ConfigurationException.Mistake(
                endpoint + "." + name, source, "is wrong: " + e.getMessage()));
      }
      return this;
    }

    /** Sets a typed value. */
    public <T> Builder set(Option<T> option, T value) {
      Optional<Option<?>> declared = description.option(option.name());
      if (declared.isEmpty()) {
        mistakes.add(unknown(option.name(), ""));
      } else if (declared.get().type() != option.type()) {
        mistakes.add(
            new ConfigurationException.Mistake(
                endpoint + "." + option.name(),
                "",
                "is of type " + declared.get().type() + ", not " + option.type()));
      } else {
        values.put(option.name(), requireNonNull(value, "value is null"));
      }
      return this;
    }

    /** Takes a value back: the option has its default again, if it has one. */
    public Builder unset(String name) {
      values.remove(name);
      return this;
    }

    private ConfigurationException.Mistake unknown(String name, String source) {
      List<String> known = description.options().stream().<String>map(Option::name).toList();
      @Nullable String near = NearName.of(name, known).orElse(null);
      return new ConfigurationException.Mistake(
          endpoint + "." + name,
          source,
          "is not an option of "
              + description.id()
              + (near != null
                  ? "; did you mean '" + near + "'?"
                  : known.isEmpty()
                      ? ", which has none"
                      : "; it has: " + String.join(", ", known)));
    }

    /**
     * The configuration.
     *
     * @throws ConfigurationException with all mistakes at once
     */
    public EndpointConfig build() {
      if (!mistakes.isEmpty()) {
        throw new ConfigurationException(mistakes);
      }
      return new EndpointConfig(description.id(), endpoint, Map.copyOf(values));
    }
  }
}
