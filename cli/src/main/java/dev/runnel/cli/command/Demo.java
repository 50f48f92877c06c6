package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.fault.Fault;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.spi.NearName;
import dev.runnel.spi.StandardOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code --sandbox}: who answers instead of the services, for the length of one command. */
interface Demo extends AutoCloseable {
  /** No sandbox: the services answer for themselves. */
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

  /** Starts a sandbox on a free loopback port, for the providers whose services it speaks. */
  static Demo start(Providers providers) {
    Set<String> services = Set.copyOf(Sandbox.services());
    TreeSet<String> endpoints =
        providers.found().stream()
            .filter(provider -> services.contains(provider.id()))
            .filter(provider -> provider.description().option(StandardOptions.BASE_URL).isPresent())
            .map(FoundProvider::id)
            .collect(Collectors.toCollection(TreeSet::new));
    return new OnSandbox(Sandbox.builder().pace(Pace.likeAModel()).start(), endpoints);
  }

  /** Points endpoints at the sandbox and lets nobody else serve a request. */
  void configure(Runner.Builder runner);

  /**
   * The model to route by. The name of a fault is none: it has every request answered by the fault.
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
   * @param endpoints those that are pointed at it, by id
   */
  record OnSandbox(Sandbox sandbox, TreeSet<String> endpoints) implements Demo {
    private static final String FAULT_PREFIX = "fault-";

    @Override
    public void configure(Runner.Builder runner) {
      for (String id : endpoints) {
        String key = id + "." + StandardOptions.BASE_URL;
        runner.option(key + "=" + sandbox.baseUrl(id), "--sandbox");
      }
      runner.confineTo(endpoints, "is not a service of the sandbox");
    }

    @Override
    public Optional<String> takeModel(Optional<String> model) {
      Optional<String> fault = model.filter(name -> name.startsWith(FAULT_PREFIX));
      fault.ifPresent(this::play);
      return fault.isPresent() ? Optional.empty() : model;
    }

    @Override
    public Optional<String> firstEndpoint() {
      return endpoints.stream().findFirst();
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
