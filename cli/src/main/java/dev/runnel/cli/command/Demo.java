package dev.runnel.cli.command;

import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.cli.input.UsageException;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.SandboxBuilder;
import dev.runnel.sandbox.fault.Fault;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.NearName;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who answers instead of the services, for the length of one command: a sandbox ({@code --sandbox})
 * or a cassette ({@code --replay}).
 */
interface Demo extends AutoCloseable {
  /** Nobody: the services answer for themselves. */
  Demo NONE =
      new Demo() {
        @Override
        public void configure(Runner.Builder runner) {}

        @Override
        public Optional<String> takeModel(Optional<String> model) {
          return model;
        }

        @Override
        public Optional<String> firstEndpoint() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /**
   * Starts a sandbox on a free loopback port, for the providers whose services it speaks.
   *
   * @param own the endpoints of the user's own that he named
   * @param wish a preset takes part only where it is named there: he who sees Runnel for the first
   *     time is to meet the services themselves
   */
  static Demo start(Providers providers, List<Endpoint> own, Wish wish) {
    Set<String> services = Set.copyOf(Sandbox.services());
    List<FoundProvider> spoken =
        providers.found().stream()
            .filter(provider -> services.contains(provider.id()))
            .filter(provider -> provider.description().option(StandardOptions.BASE_URL).isPresent())
            .toList();
    List<EndpointPreset> named =
        presets(providers).stream().filter(preset -> wish.names(preset.id())).toList();
    SandboxBuilder sandbox = Sandbox.builder().pace(Pace.likeAModel());
    List<String> models =
        Stream.concat(
                named.stream().flatMap(preset -> models(preset, wish)),
                own.stream()
                    .flatMap(
                        endpoint ->
                            Stream.concat(
                                models(endpoint).stream(), wish.modelAt(endpoint.id()).stream())))
            .toList();
    if (!models.isEmpty()) {
      sandbox.openAiModels(models.toArray(String[]::new));
    }
    return new OnSandbox(sandbox.start(), spoken, named, own);
  }

  private static List<EndpointPreset> presets(Providers providers) {
    List<EndpointPreset> presets = new ArrayList<>();
    providers.found().forEach(provider -> presets.addAll(provider.description().presets()));
    Runner.hiddenPresets(providers).forEach(hidden -> presets.remove(hidden.preset()));
    return presets;
  }

  // What another service has only it knows: the sandbox plays along.
  private static Stream<String> models(EndpointPreset preset, Wish wish) {
    Stream<String> usual =
        Stream.of(preset.values(), preset.needed())
            .flatMap(texts -> Stream.ofNullable(texts.get(StandardOptions.MODELS)))
            .flatMap(names -> Option.list(StandardOptions.MODELS).parse(names).stream());
    return Stream.concat(usual, wish.modelAt(preset.id()).stream());
  }

  // Where nothing was said of them, those of the service that it stands in for.
  private static List<String> models(Endpoint own) {
    List<ModelInfo> configured = own.capabilities().models();
    List<ModelInfo> models =
        configured.isEmpty() ? own.provider().description().capabilities().models() : configured;
    return models.stream().map(ModelInfo::id).toList();
  }

  /** Points endpoints here and lets nobody else serve a request. */
  void configure(Runner.Builder runner);

  /**
   * The model to route by. The name of a fault is none: it has every request answered by the fault,
   * until another model is taken.
   *
   * @throws UsageException when it begins as a fault's name does and there is no such fault
   */
  Optional<String> takeModel(Optional<String> model);

  /** Who answers where neither an endpoint nor a model was named. */
  Optional<String> firstEndpoint();

  @Override
  void close();

  /**
   * A sandbox that answers.
   *
   * @param spoken the providers whose services it speaks, by id
   * @param named the presets that the user named
   * @param own the endpoints of his own that he named
   */
  record OnSandbox(
      Sandbox sandbox, List<FoundProvider> spoken, List<EndpointPreset> named, List<Endpoint> own)
      implements Demo {
    private static final String FAULT_PREFIX = "fault-";

    // A key of the user's has no business in a demonstration, be it on his own machine.
    private static final Secret NO_KEY = Secret.of("sandbox-needs-no-key");

    @Override
    public void configure(Runner.Builder runner) {
      Set<String> endpoints = new TreeSet<>();
      for (FoundProvider provider : spoken) {
        ProviderDescription description = provider.description();
        endpoints.add(provider.id());
        point(runner, provider.id(), provider.id());
        if (description.authentication().required()) {
          unlock(runner, provider.id(), description.authentication());
        }
        for (EndpointPreset preset : description.presets()) {
          if (named.contains(preset)) {
            endpoints.add(preset.id());
            preset.needed().forEach((name, example) -> set(runner, preset.id(), name, example));
            point(runner, preset.id(), provider.id());
            unlock(runner, preset.id(), preset.authentication());
          }
        }
      }
      for (Endpoint endpoint : own) {
        if (spoken.contains(endpoint.provider())) {
          endpoints.add(endpoint.id());
          own(runner, endpoint);
        }
      }
      runner.confineTo(endpoints, "is not a service of the sandbox");
    }

    // It answers as its provider's service does.
    private void own(Runner.Builder runner, Endpoint endpoint) {
      endpoint
          .preset()
          .ifPresent(
              preset ->
                  preset
                      .needed()
                      .forEach((name, example) -> set(runner, endpoint.id(), name, example)));
      point(runner, endpoint.id(), endpoint.provider().id());
      unlock(runner, endpoint.id(), endpoint.authentication());
      if (endpoint.provider().description().option(StandardOptions.MODELS).isPresent()) {
        List<String> names =
            models(endpoint).stream().map(name -> name.replace(",", "\\,")).toList();
        set(runner, endpoint.id(), StandardOptions.MODELS, String.join(",", names));
      }
    }

    private void point(Runner.Builder runner, String endpoint, String service) {
      set(runner, endpoint, StandardOptions.BASE_URL, sandbox.baseUrl(service));
    }

    private static void set(Runner.Builder runner, String endpoint, String name, String value) {
      runner.option(endpoint + "." + name + "=" + value, "--sandbox");
    }

    private static void unlock(Runner.Builder runner, String endpoint, Authentication needs) {
      needs.options().forEach(option -> runner.credential(endpoint, option, NO_KEY));
    }

    @Override
    public Optional<String> takeModel(Optional<String> model) {
      Optional<String> fault = model.filter(name -> name.startsWith(FAULT_PREFIX));
      fault.ifPresentOrElse(this::play, sandbox::asUsual); // none outlives the choice of it
      return fault.isPresent() ? Optional.empty() : model;
    }

    @Override
    public Optional<String> firstEndpoint() {
      return spoken.stream().map(FoundProvider::id).findFirst();
    }

    private void play(String fault) {
      List<String> known = Faults.all().stream().map(Fault::name).toList();
      if (!known.contains(fault)) {
        throw new UsageException(
            "The sandbox has no fault '"
                + fault
                + "'"
                + NearName.of(fault, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("; `runnel sandbox --list-faults` lists them."));
      }
      sandbox.play(fault);
    }

    @Override
    public void close() {
      sandbox.close();
    }
  }
}
