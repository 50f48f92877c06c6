package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who a provider is and what can be configured about it. Immutable data, known without I/O. */
public final class ProviderDescription {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*([-.][a-z0-9]+)*");

  private final String id;
  private final int spiGeneration;
  private final String displayName;
  private final @Nullable URI homepage;
  private final boolean official;
  private final Authentication authentication;
  private final List<Option<?>> options;
  private final Capabilities capabilities;
  private final List<EndpointPreset> presets;
  private final boolean local;
  private final @Nullable String howToStart;

  private ProviderDescription(Builder builder) {
    id = builder.id;
    spiGeneration = builder.spiGeneration;
    displayName = builder.displayName;
    homepage = builder.homepage;
    official = builder.official;
    authentication = builder.authentication;
    options = List.copyOf(builder.options);
    capabilities = builder.capabilities;
    presets = List.copyOf(builder.presets);
    local = builder.local;
    howToStart = builder.howToStart;
  }

  /**
   * Starts a description.
   *
   * @param id lower case letters and digits, joined by hyphens or dots: {@code acme-chat}
   * @param spiGeneration always written as {@link Provider#SPI_GENERATION}: the compiler copies the
   *     value into the provider's jar, which so carries the generation that it was built for
   */
  public static Builder builder(String id, int spiGeneration) {
    return new Builder(checkedId(id), spiGeneration);
  }

  static String checkedId(String id) {
    if (!ID.matcher(requireNonNull(id, "id is null")).matches()) {
      throw new IllegalArgumentException(
          "A provider's id is lower case letters and digits joined by hyphens or dots, not '"
              + id
              + "'");
    }
    return id;
  }

  public String id() {
    return id;
  }

  public int spiGeneration() {
    return spiGeneration;
  }

  /** For people; the id where none was given. */
  public String displayName() {
    return displayName;
  }

  /** Where a person reads about the service. */
  public Optional<URI> homepage() {
    return Optional.ofNullable(homepage);
  }

  /**
   * Whether the service's owner offers this interface to programs. An unofficial service gets a
   * request only when the user named it or allowed it.
   */
  public boolean official() {
    return official;
  }

  public Authentication authentication() {
    return authentication;
  }

  /** What can be configured, in the order in which it is shown; unmodifiable. */
  public List<Option<?>> options() {
    return options;
  }

  /** The option of this name, if there is one. */
  public Optional<Option<?>> option(String name) {
    for (Option<?> option : options) {
      if (option.name().equals(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** What an endpoint with default options can do. */
  public Capabilities capabilities() {
    return capabilities;
  }

  /** Other services that it can speak to, known by name; in their order, unmodifiable. */
  public List<EndpointPreset> presets() {
    return presets;
  }

  /** The preset of this id, if there is one. */
  public Optional<EndpointPreset> preset(String id) {
    return presets.stream().filter(preset -> preset.id().equals(id)).findFirst();
  }

  /**
   * Whether the service is a server on the user's own machine, which may be running or not. At a
   * loopback address it gets a request that did not name it only while something listens there.
   */
  public boolean local() {
    return local;
  }

  /** How a local server is started, as the rest of a sentence: {@code start it with `…`}. */
  public Optional<String> howToStart() {
    return Optional.ofNullable(howToStart);
  }

  @Override
  public String toString() {
    return "ProviderDescription[" + id + "]";
  }

  /** Collects a description. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final int spiGeneration;
    private String displayName;
    private @Nullable URI homepage;
    private boolean official = true;
    private Authentication authentication = Authentication.NONE;
    private final List<Option<?>> options = new ArrayList<>();
    private Capabilities capabilities = Capabilities.UNKNOWN;
    private final List<EndpointPreset> presets = new ArrayList<>();
    private boolean local;
    private @Nullable String howToStart;

    private Builder(String id, int spiGeneration) {
      this.id = id;
      this.spiGeneration = spiGeneration;
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
     * Says that the service's owner does not offer this interface to programs; default: he does.
     */
    public Builder unofficial() {
      official = false;
      return this;
    }

    public Builder authentication(Authentication needs) {
      authentication = requireNonNull(needs, "needs is null");
      return this;
    }

    /** Appends options. */
    public Builder options(Option<?>... list) {
      Collections.addAll(options, list);
      return this;
    }

    /** Appends options. */
    public Builder options(List<Option<?>> list) {
      options.addAll(list);
      return this;
    }

    /** Says what an endpoint with default options can do; default: nothing is known. */
    public Builder capabilities(Capabilities value) {
      capabilities = requireNonNull(value, "value is null");
      return this;
    }

    /** Appends other services that it can speak to. */
    public Builder presets(EndpointPreset... list) {
      Collections.addAll(presets, list);
      return this;
    }

    /** Appends other services that it can speak to. */
    public Builder presets(List<EndpointPreset> list) {
      presets.addAll(list);
      return this;
    }

    /**
     * Says that the service is a server on the user's own machine, which may be running or not;
     * default: it is elsewhere, and is taken to be there. See {@link ProviderDescription#local()}.
     */
    public Builder local() {
      local = true;
      return this;
    }

    /**
     * The same, and how the server is started, which is told where nothing listens.
     *
     * @param start the rest of a sentence, such as {@code start it with `ollama serve`}
     */
    public Builder local(String start) {
      howToStart = requireNonNull(start, "start is null");
      return local();
    }

    /**
     * The description.
     *
     * @throws IllegalStateException when two options have one name, authentication names an option
     *     that is not a secret one, or a preset does not fit: it has an id of this provider's or
     *     another preset's, names an option that there is not, sets a secret or a wrong value
     */
    public ProviderDescription build() {
      ProviderDescription description = new ProviderDescription(this);
      long names = options.stream().map(Option::name).distinct().count();
      if (names != options.size()) {
        throw new IllegalStateException("Two options of '" + id + "' have one name: " + options);
      }
      for (String name : authentication.options()) {
        if (description.option(name).filter(Option::isSecret).isEmpty()) {
          throw new IllegalStateException(
              "Authentication of '" + id + "' names '" + name + "', which is no secret option");
        }
      }
      PresetCheck.check(description);
      return description;
    }
  }
}
