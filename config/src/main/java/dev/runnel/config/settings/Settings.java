package dev.runnel.config.settings;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.api.Timeouts;
import dev.runnel.config.UserFolders;
import dev.runnel.config.keys.KeyFile;
import dev.runnel.config.toml.TomlFile;
import dev.runnel.config.toml.TomlNode;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code runnel.toml} says, and the environment on top of it:
 *
 * <pre>{@code
 * Map<String, String> environment = System.getenv();
 * Settings settings =
 *     Settings.read(
 *         ConfigFiles.find(Optional.empty(), environment, Path.of("")), environment, providers);
 * Runner.Builder builder = Runner.builder().providers(providers).environment(environment);
 * Runner runner = settings.addKeysTo(settings.addTo(builder)).build();
 * }</pre>
 *
 * <p>Mistakes are kept, and reported by the builder's {@code build()} together with all others.
 *
 * <p>Immutable.
 */
public final class Settings {
  private final Directives directives = new Directives();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<SettingValue> further = new ArrayList<>();
  private final TableValues top;
  private final TableValues timeouts;
  private final TableValues attempts;
  private final TableValues breaker;
  private final TableValues log;
  private final TableValues gateway;
  private final Map<String, DisconnectPolicy> onDisconnect;
  private final KnownEndpoints known;
  private final Credentials credentials;

  private Settings(List<ConfigFile> files, Map<String, String> environment, Providers providers) {
    TableReader reader = new TableReader(mistakes::add);
    TomlNode root = TomlFile.parse("", "", mistakes::add);
    for (ConfigFile file : files) {
      TomlNode layer = TomlFile.read(file.path(), file.shown(), mistakes::add);
      TomlNode merged = Layers.over(root, layer);
      if (!file.trusted()) {
        new WorkingFolderRules(KnownEndpoints.of(providers, merged), reader, file.shown())
            .check(layer);
      }
      root = merged;
    }
    known = KnownEndpoints.of(providers, root);
    top =
        reader.read(
            "",
            root,
            RunnelToml.TOP,
            List.of(
                "timeouts",
                "attempts",
                "breaker",
                "endpoints",
                "models",
                "log",
                GatewayToml.TABLE));
    readVariables(environment, RunnelToml.TOP, RunnelToml::variable, top);
    timeouts = section(reader, root, "timeouts", RunnelToml.TIMEOUTS);
    attempts = section(reader, root, "attempts", RunnelToml.ATTEMPTS);
    breaker = section(reader, root, "breaker", RunnelToml.BREAKER);
    log = section(reader, root, "log", RunnelToml.LOG);
    gateway = section(reader, root, GatewayToml.TABLE, GatewayToml.ALL);
    readVariables(environment, GatewayToml.ALL, GatewayToml::variable, gateway);
    whole(GatewayToml.TABLE, root, reader, this::checkedGateway);
    EndpointTables endpoints = new EndpointTables(known, reader, directives);
    endpoints.read(root);
    onDisconnect = Map.copyOf(endpoints.onDisconnect());
    credentials =
        new Credentials(
            known, environment, KeyFile.of(UserFolders.of(environment)), endpoints.keyCommands());
    new ModelTables(known, reader, directives).read(root);
    direct(root, reader);
    further.addAll(reader.remembered());
  }

  /**
   * Reads files.
   *
   * @param files a later one wins over an earlier one
   * @param environment its {@code RUNNEL_MODEL} and its like win over the files
   * @param providers whose endpoints there are
   */
  public static Settings read(
      List<ConfigFile> files, Map<String, String> environment, Providers providers) {
    return new Settings(files, environment, providers);
  }

  /** What is wrong; unmodifiable, mostly empty. */
  public List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /** Tells a runner's builder everything; what it is told afterwards wins. */
  public Runner.Builder addTo(Runner.Builder builder) {
    directives.applyTo(builder);
    mistakes.forEach(builder::mistake);
    return builder;
  }

  /**
   * Tells a runner's builder the user's keys: those of the key file, and the commands that give
   * one, which are run when the key is needed. What the environment sets goes before them.
   */
  public Runner.Builder addKeysTo(Runner.Builder builder) {
    credentials.addTo(builder);
    return builder;
  }

  /** The endpoints there are, those that the files make included; unmodifiable. */
  public List<EndpointOrigin> endpoints() {
    return List.copyOf(known.all());
  }

  /** What is asked where neither a model nor an endpoint is named. */
  public Optional<String> model() {
    return top.get(RunnelToml.MODEL);
  }

  /** The endpoint that is asked where neither a model nor an endpoint is named. */
  public Optional<String> provider() {
    return top.get(RunnelToml.PROVIDER);
  }

  /** What begins a conversation that has no system message of its own. */
  public Optional<String> system() {
    return top.get(RunnelToml.SYSTEM);
  }

  /** The randomness of requests that bring none, 0 or more. */
  public Optional<Double> temperature() {
    return top.get(RunnelToml.TEMPERATURE);
  }

  /** The most tokens that answers to requests without a bound may have, 1 or more. */
  public Optional<Integer> maxTokens() {
    return top.get(RunnelToml.MAX_TOKENS).map(Math::toIntExact);
  }

  /** The clocks of calls that bring none of their own; {@link Timeouts#DEFAULT} where unsaid. */
  public Timeouts timeouts() {
    return new Timeouts(
        timeouts.orDefault(RunnelToml.CONNECT),
        timeouts.orDefault(RunnelToml.FIRST_TOKEN),
        timeouts.orDefault(RunnelToml.IDLE),
        timeouts.orDefault(RunnelToml.TOTAL));
  }

  /**
   * The same for calls that may be long, such as those of a gateway: with another total where none
   * was said.
   */
  public Timeouts timeouts(Duration usualTotal) {
    Timeouts all = timeouts();
    return timeouts.get(RunnelToml.TOTAL).isPresent() ? all : all.withTotal(usualTotal);
  }

  /**
   * A request with what the settings say where it says nothing itself: a system message where it
   * has none, temperature, the most tokens.
   */
  public ChatRequest fill(ChatRequest request) {
    ChatRequest.Builder filled = ChatRequest.builder(request);
    if (request.temperature().isEmpty()) {
      filled.temperature(temperature().orElse(null));
    }
    if (request.maxTokens().isEmpty()) {
      filled.maxTokens(maxTokens().orElse(null));
    }
    boolean told =
        request.messages().stream().anyMatch(message -> message.role().equals(Role.SYSTEM));
    if (!told && system().isPresent()) {
      List<Message> messages = new ArrayList<>(List.of(Message.system(system().get())));
      messages.addAll(request.messages());
      filled.messages(messages);
    }
    return filled.build();
  }

  /** Whether conversations are kept in the log. */
  public boolean logEnabled() {
    return log.orDefault(RunnelToml.LOG_ENABLED);
  }

  /** What the gateway goes by. */
  public GatewaySettings gateway() {
    return new GatewaySettings(gateway);
  }

  /** What the gateway does with an endpoint's answer whose client has left. */
  public DisconnectPolicy onDisconnect(String endpoint) {
    return onDisconnect.getOrDefault(
        endpoint, onDisconnect.getOrDefault(KnownEndpoints.ALL, DisconnectPolicy.CANCEL));
  }

  /**
   * All settings but the options of endpoints, with the values in force, those that are not set
   * included; unmodifiable.
   */
  public List<SettingValue> values() {
    List<SettingValue> values = new ArrayList<>();
    values.addAll(shown("", top, RunnelToml.TOP));
    values.addAll(shown("timeouts.", timeouts, RunnelToml.TIMEOUTS));
    values.addAll(shown("attempts.", attempts, RunnelToml.ATTEMPTS));
    values.addAll(shown("breaker.", breaker, RunnelToml.BREAKER));
    values.addAll(shown("log.", log, RunnelToml.LOG));
    values.addAll(shown("gateway.", gateway, GatewayToml.ALL));
    values.addAll(further);
    return List.copyOf(values);
  }

  private static List<SettingValue> shown(
      String prefix, TableValues values, List<Option<?>> options) {
    return options.stream().map(option -> values.shown(prefix, option)).toList();
  }

  private static TableValues section(
      TableReader reader, TomlNode root, String name, List<Option<?>> options) {
    return reader
        .table("", root, name)
        .map(table -> reader.read(name + ".", table, options, List.of()))
        .orElseGet(TableValues::new);
  }

  private GatewaySettings checkedGateway() {
    GatewaySettings made = gateway();
    made.check();
    return made;
  }

  private void readVariables(
      Map<String, String> environment,
      List<Option<?>> options,
      Function<Option<?>, String> naming,
      TableValues values) {
    for (Option<?> option : options) {
      String variable = naming.apply(option);
      @Nullable String text = environment.get(variable);
      if (text != null && !text.isBlank()) {
        try {
          values.put(
              option,
              new TableValues.Written(
                  option.parse(text), text, "environment variable " + variable));
        } catch (IllegalArgumentException e) {
          mistakes.add(new Mistake(variable, "environment", "is wrong: " + e.getMessage()));
        }
      }
    }
  }

  private void direct(TomlNode root, TableReader reader) {
    top.get(RunnelToml.UNOFFICIAL)
        .ifPresent(
            word ->
                directives.add(builder -> builder.allowUnofficial(word.equals(RunnelToml.ALLOW))));
    top.get(RunnelToml.STRICT)
        .ifPresent(strict -> directives.add(builder -> builder.strict(strict)));
    model()
        .ifPresent(
            model ->
                directives.add(
                    builder ->
                        builder.defaultModel(
                            provider().map(endpoint -> endpoint + "/" + model).orElse(model))));
    if (!timeouts.isEmpty()) {
      directives.add(builder -> builder.timeouts(timeouts()));
    }
    if (!attempts.isEmpty()) {
      whole("attempts", root, reader, this::attempts)
          .ifPresent(made -> directives.add(builder -> builder.attempts(made)));
    }
    if (!breaker.isEmpty()) {
      whole("breaker", root, reader, this::breaker)
          .ifPresent(made -> directives.add(builder -> builder.breaker(made)));
    }
  }

  private AttemptSettings attempts() {
    return new AttemptSettings(
        attempts.count(RunnelToml.MOST),
        attempts.count(RunnelToml.PER_CANDIDATE),
        attempts.orDefault(RunnelToml.BASE_DELAY),
        attempts.orDefault(RunnelToml.MAX_DELAY));
  }

  private BreakerSettings breaker() {
    return new BreakerSettings(
        breaker.orDefault(RunnelToml.BREAKER_ENABLED),
        breaker.count(RunnelToml.FAILURE_RATE),
        breaker.count(RunnelToml.MINIMUM_CALLS),
        breaker.count(RunnelToml.WINDOW),
        breaker.orDefault(RunnelToml.OPEN));
  }

  /** Values that are right each by itself may be wrong together. */
  private static <T> Optional<T> whole(
      String name, TomlNode root, TableReader reader, Supplier<T> making) {
    try {
      return Optional.of(making.get());
    } catch (IllegalArgumentException e) {
      reader.wrong(name, root.at(name), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Reads and drops everything but the mistakes.
   *
   * @throws ConfigurationException with all of them, where there are any
   */
  public void check() {
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(mistakes);
    }
  }
}
