package dev.runnel.runner.endpoint;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.MissingCredential;
import dev.runnel.runner.settings.OptionText;
import dev.runnel.runner.settings.ProxyVariables;
import dev.runnel.runner.settings.VariableNames;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One endpoint while its options are collected. */
final class EndpointDraft {
  private static final String PROXY = "proxy";
  private static final String PROXY_CREDENTIALS = "proxy-credentials";
  private static final String NO_PROXY = "no-proxy";
  private static final String MODELS = "models";

  private final String id;
  private final FoundProvider provider;
  private final EndpointConfig.Builder config;
  private final Set<String> set = new HashSet<>();
  private final Map<String, String> sources = new HashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  EndpointDraft(String id, FoundProvider provider) {
    this.id = id;
    this.provider = provider;
    this.config = EndpointConfig.builder(provider.description()).endpoint(id);
  }

  String id() {
    return id;
  }

  boolean has(String option) {
    return description().option(option).isPresent();
  }

  List<String> optionNames() {
    return description().options().stream().<String>map(Option::name).toList();
  }

  /** The variable that names the endpoint wins over the one that its users know. */
  void readEnvironment(Map<String, String> environment) {
    for (Option<?> option : description().options()) {
      for (String variable : VariableNames.all(id, option)) {
        @Nullable String value = environment.get(variable);
        if (value != null && !value.isBlank()) { // set to nothing is how a variable is unset
          put(option.name(), value, "environment variable " + variable);
        }
      }
    }
  }

  /** Sets an option from where anybody may read it, so a secret is refused. */
  void set(OptionText text) {
    description()
        .option(text.option())
        .filter(Option::isSecret)
        .ifPresentOrElse(
            option -> mistakes.add(secretInTheOpen(option, text)),
            () -> put(text.option(), text.value(), text.source()));
  }

  private Mistake secretInTheOpen(Option<?> option, OptionText text) {
    return new Mistake(
        text.key(),
        text.source(),
        "is secret, and what is written here others can read; set the environment variable "
            + String.join(" or ", VariableNames.all(id, option))
            + " instead");
  }

  @SuppressWarnings("unchecked") // the option says that it is secret, so its values are
  void setCredential(String name, Secret value) {
    Optional<Option<?>> option = description().option(name);
    if (option.isPresent() && !option.get().isSecret()) {
      mistakes.add(new Mistake(id + "." + name, "", "is no secret; set it as an option"));
    } else if (option.isPresent()) {
      config.set((Option<Secret>) option.get(), value);
      set.add(name);
    } else {
      config.set(name, ""); // the builder knows how to say that there is no such option
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
    if (!set.contains(PROXY) && !baseUrl.map(Address::isLoopback).orElse(false)) {
      useProxy(proxies, baseUrl);
    }
    EndpointConfig complete = checked();
    Endpoint endpoint =
        new Endpoint(
            id,
            provider,
            capabilities(complete),
            baseUrl,
            Address.reach(baseUrl, uri(PROXY, complete)),
            missingCredentials());
    return new ConfiguredEndpoint(endpoint, complete, sources);
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

  /** What the provider says of itself, with the models that were configured. */
  private Capabilities capabilities(EndpointConfig values) {
    Capabilities said = description().capabilities();
    Optional<List<?>> models =
        set.contains(MODELS)
            ? description()
                .option(MODELS)
                .flatMap(values::find)
                .filter(List.class::isInstance)
                .map(List.class::cast)
            : Optional.empty();
    return models
        .map(
            names ->
                Capabilities.builder(said)
                    .models(names.stream().map(name -> ModelInfo.of(String.valueOf(name))).toList())
                    .build())
        .orElse(said);
  }

  private List<MissingCredential> missingCredentials() {
    Authentication authentication = description().authentication();
    if (!authentication.required()) {
      return List.of();
    }
    List<MissingCredential> missing = new ArrayList<>();
    for (String name : authentication.options()) {
      Optional<Option<?>> option = description().option(name);
      if (option.isPresent() && !set.contains(name)) {
        missing.add(new MissingCredential(name, VariableNames.all(id, option.get())));
      }
    }
    return missing;
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
