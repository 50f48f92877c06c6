package dev.runnel.runner.endpoint;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.runner.route.MissingCredential;
import dev.runnel.runner.route.MissingSetting;
import dev.runnel.runner.settings.OptionText;
import dev.runnel.runner.settings.ProxyVariables;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One endpoint while its options are collected. */
final class EndpointDraft {
  private static final String PROXY = "proxy";
  private static final String PROXY_CREDENTIALS = "proxy-credentials";
  private static final String NO_PROXY = "no-proxy";

  private final String id;
  private final FoundProvider provider;
  private final Optional<EndpointPreset> preset;
  private final EndpointOrigin origin;
  private final Optional<String> keyCommand;
  private final EndpointConfig.Builder config;
  private final Set<String> set = new HashSet<>();
  private final Set<String> setForThis = new HashSet<>();
  private final Map<String, String> sources = new HashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<Option<Secret>, Supplier<Secret>> deferred = new LinkedHashMap<>();

  EndpointDraft(EndpointOrigin origin, Optional<String> keyCommand) {
    this.origin = origin;
    this.keyCommand = keyCommand;
    id = origin.id();
    provider = origin.provider();
    preset = origin.preset();
    config =
        preset
            .map(one -> EndpointConfig.builder(description(), one))
            .orElseGet(() -> EndpointConfig.builder(description()))
            .endpoint(id);
  }

  String id() {
    return id;
  }

  boolean has(String option) {
    return description().option(option).isPresent();
  }

  /** The variables that set an option of this endpoint, the one its users know first. */
  List<String> variables(Option<?> option) {
    return origin.variables(option);
  }

  List<Option<?>> options() {
    return description().options();
  }

  List<String> optionNames() {
    return description().options().stream().<String>map(Option::name).toList();
  }

  /** The variable that names the endpoint wins over the one that its users know. */
  void readEnvironment(Map<String, String> environment) {
    for (Option<?> option : description().options()) {
      for (String variable : variables(option)) {
        @Nullable String value = environment.get(variable);
        if (value != null && !value.isBlank()) { // set to nothing is how a variable is unset
          put(option.name(), value, "environment variable " + variable);
          setForThis.add(option.name());
        }
      }
    }
  }

  /** Sets an option, not a secret one, from where anybody may read it. */
  void set(OptionText text) {
    put(text.option(), text.value(), text.source());
    if (!text.forAll()) {
      setForThis.add(text.option());
    }
  }

  /** What is wrong with a value, as the end of a sentence. */
  Optional<String> problemWith(OptionText text) {
    Optional<Option<?>> option = description().option(text.option());
    try {
      option.ifPresent(one -> one.parse(text.value()));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  boolean isSecret(String option) {
    return description().option(option).filter(Option::isSecret).isPresent();
  }

  @SuppressWarnings("unchecked") // the option says that it is secret, so its values are
  void setCredential(EndpointSources.Credential credential) {
    String name = credential.option();
    Optional<Option<?>> option = description().option(name);
    if (option.isPresent() && !option.get().isSecret()) {
      mistakes.add(
          new Mistake(id + "." + name, credential.source(), "is no secret; set it as an option"));
    } else if (option.isPresent()) {
      config.unset(name);
      deferred.put((Option<Secret>) option.get(), credential.value());
      set.add(name);
      setForThis.add(name);
      sources.put(name, credential.source());
    } else {
      // The builder knows how to say that there is no such option.
      config.set(name, "", credential.source());
    }
  }

  private void put(String name, String value, String source) {
    config.set(name, value, source);
    set.add(name);
    sources.put(name, source);
  }

  /**
   * The endpoint.
   *
   * @throws ConfigurationException with all its mistakes at once
   */
  ConfiguredEndpoint finish(ProxyVariables proxies) {
    EndpointConfig written = checked();
    Optional<URI> baseUrl = uri(StandardOptions.BASE_URL, written);
    boolean elsewhere = origin.own() && preset.isEmpty() && !isAtHome(baseUrl);
    if (elsewhere && !set.contains(StandardOptions.MODELS) && has(StandardOptions.MODELS)) {
      config.set(StandardOptions.MODELS, ""); // the defaults are those of the provider's service
    }
    if (!set.contains(PROXY) && !baseUrl.map(Address::isLoopback).orElse(false)) {
      useProxy(proxies, baseUrl);
    }
    EndpointConfig complete = checked();
    Endpoint endpoint =
        new Endpoint(
            id,
            provider,
            preset,
            capabilities(complete, elsewhere),
            baseUrl,
            Address.reach(baseUrl, uri(PROXY, complete)),
            isConfigured(),
            origin.own(),
            missingSettings(),
            missingCredentials(isAtHome(baseUrl)));
    return new ConfiguredEndpoint(endpoint, complete, new Deferred(deferred), sources);
  }

  private EndpointConfig checked() {
    List<Mistake> all = new ArrayList<>(mistakes);
    try {
      EndpointConfig built = config.build();
      if (all.isEmpty()) {
        return built;
      }
    } catch (ConfigurationException e) {
      all.addAll(e.mistakes());
    }
    throw new ConfigurationException(all);
  }

  private void useProxy(ProxyVariables proxies, Optional<URI> baseUrl) {
    Optional<ProxyVariables.Proxy> proxy =
        has(PROXY) ? proxies.proxyFor(baseUrl) : Optional.empty();
    if (proxy.isEmpty()) {
      return;
    }
    String source = "environment variable " + proxy.get().variable();
    if (has(PROXY_CREDENTIALS) && proxy.get().credentials().isPresent()) {
      // A secret has an option of its own, so that the address may be shown.
      put(PROXY, proxy.get().withoutCredentials(), source);
      if (!set.contains(PROXY_CREDENTIALS)) {
        put(PROXY_CREDENTIALS, proxy.get().credentials().get().reveal(), source);
      }
    } else {
      put(PROXY, proxy.get().address(), source);
    }
    if (has(NO_PROXY) && !set.contains(NO_PROXY)) {
      proxies
          .exemptions()
          .ifPresent(names -> put(NO_PROXY, names, "environment variable NO_PROXY"));
    }
  }

  /** What the provider says of the endpoint, with the models that were configured. */
  private Capabilities capabilities(EndpointConfig values, boolean elsewhere) {
    Capabilities own = description().capabilities();
    Capabilities said =
        preset
            .map(one -> one.capabilities().orElseGet(() -> ofAnotherService(own)))
            .orElseGet(() -> elsewhere ? ofAnotherService(own) : own);
    boolean chosen =
        set.contains(StandardOptions.MODELS)
            || preset.flatMap(one -> one.value(StandardOptions.MODELS)).isPresent();
    Optional<List<?>> models =
        chosen
            ? description()
                .option(StandardOptions.MODELS)
                .flatMap(values::find)
                .filter(List.class::isInstance)
                .map(List.class::cast)
            : Optional.empty();
    return models
        .map(
            names ->
                Capabilities.builder(said)
                    .models(names.stream().map(name -> model(said, String.valueOf(name))).toList())
                    .build())
        .orElse(said);
  }

  // What is known of a model stays known when a user lists it again.
  private static ModelInfo model(Capabilities said, String name) {
    return said.model(name).orElseGet(() -> ModelInfo.of(name));
  }

  // The protocol is the same and the models are not.
  private static Capabilities ofAnotherService(Capabilities own) {
    return Capabilities.builder(own).models(List.of()).familiar().build();
  }

  /** Whether the user set for this very endpoint what makes it one: its key or its address. */
  private boolean isConfigured() {
    Authentication credentials = origin.authentication();
    return setForThis.contains(StandardOptions.BASE_URL)
        || (!credentials.options().isEmpty()
            && credentials.missing(setForThis::contains).isEmpty());
  }

  /** Whether it is the service's own address that is asked, however it is written. */
  private boolean isAtHome(Optional<URI> baseUrl) {
    return !set.contains(StandardOptions.BASE_URL)
        || baseUrl.flatMap(EndpointDraft::host).equals(home().flatMap(EndpointDraft::host));
  }

  private Optional<URI> home() {
    Optional<String> ofPreset = preset.flatMap(one -> one.value(StandardOptions.BASE_URL));
    return preset.isPresent()
        ? ofPreset.flatMap(EndpointDraft::asUri)
        : description()
            .option(StandardOptions.BASE_URL)
            .flatMap(Option::defaultValue)
            .flatMap(EndpointDraft::asUri);
  }

  private static Optional<String> host(URI address) {
    return Optional.ofNullable(address.getHost()).map(host -> host.toLowerCase(Locale.ROOT));
  }

  private List<MissingSetting> missingSettings() {
    Map<String, String> needed = preset.map(EndpointPreset::needed).orElse(Map.of());
    List<MissingSetting> missing = new ArrayList<>();
    needed.forEach(
        (name, example) ->
            description()
                .option(name)
                .filter(option -> !set.contains(name))
                .ifPresent(
                    option ->
                        missing.add(
                            new MissingSetting(id + "." + name, example, variables(option)))));
    return missing;
  }

  private List<MissingCredential> missingCredentials(boolean atHome) {
    if (!origin.authentication().required(atHome)) {
      return List.of();
    }
    List<MissingCredential> missing = new ArrayList<>();
    for (String name : origin.authentication().missing(set::contains)) {
      description()
          .option(name)
          .ifPresent(
              option ->
                  missing.add(
                      new MissingCredential(
                          name,
                          variables(option),
                          keyCommand.map(it -> it + " " + keyName(name)))));
    }
    return missing;
  }

  /** What a user calls a secret of this endpoint: the main one goes by the endpoint alone. */
  String keyName(String option) {
    return origin.mainCredential().filter(option::equals).isPresent() ? id : id + "." + option;
  }

  private Optional<URI> uri(String name, EndpointConfig values) {
    return description().option(name).flatMap(values::find).flatMap(EndpointDraft::asUri);
  }

  // A provider of a stranger's may have declared the option as text, or as a secret address.
  private static Optional<URI> asUri(Object value) {
    if (value instanceof URI uri) {
      return Optional.of(uri);
    }
    String text = value instanceof Secret secret ? secret.reveal() : value.toString();
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private ProviderDescription description() {
    return provider.description();
  }
}
