package dev.runnel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.Secret;
import dev.runnel.config.keys.KeyCommand;
import dev.runnel.config.keys.KeyFile;
import dev.runnel.config.settings.ConfigFile;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.EndpointKeys;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import dev.runnel.spi.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys come in by every way, and no value that a program can get hold of shows one: not by its
 * {@code toString}, nor by that of anything in it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the planted command is a POSIX shell's")
class SecretsTest {
  private static final String OF_VARIABLE = "sk-planted-in-a-variable-11";
  private static final String OF_FILE = "sk-planted-in-the-key-file-22";
  private static final String OF_SECOND = "sk-planted-as-a-second-key-33";
  private static final String OF_COMMAND = "sk-planted-in-a-command-44";
  private static final String OF_PROGRAM = "sk-planted-by-the-program-55";
  private static final String OF_PROXY = "planted-proxy-password-66";
  private static final String ON_LINE = "sk-planted-on-the-command-line-77";
  private static final String IN_TOML = "sk-planted-in-runnel-toml-88";

  private final Providers providers = Providers.builder().discover();
  private final Queue<Object> seen = new ConcurrentLinkedQueue<>();
  private final Queue<String> used = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    Cast.EVENTS.clear();
    Cast.OPEN.clear();
  }

  @AfterEach
  void close() {
    providers.close();
  }

  @Test
  void noValueOfRunnerOrConfigurationShowsASecret() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), OF_COMMAND + "\n");
    PrivateFiles.write(
        folder.resolve("runnel/keys.toml"),
        "[fast.api-key]\ndefault = \"" + OF_FILE + "\"\nspare = \"" + OF_SECOND + "\"\n");
    Settings settings =
        settings(
            """
            [endpoints.fast]
            models = ["fast-1"]
            [endpoints.mine]
            provider = "cloud"
            base-url = "https://mine.example"
            models = ["mine-1"]
            key-command = "cat '%s'"
            [endpoints.two]
            provider = "cloud"
            models = ["two-1"]
            [models.pool]
            candidates = ["fast/fast-1", "mine/mine-1"]
            """
                .formatted(secret));
    List<Key> two =
        List.of(new Key("home", Secret.of(OF_PROGRAM)), new Key("work", Secret.of(OF_SECOND)));
    Runner.Builder builder =
        settings
            .addKeysTo(
                settings.addTo(Runner.builder().providers(providers).environment(environment())))
            .keys("two", "api-key", two)
            .detour(
                (endpoint, config) -> {
                  config.secrets().forEach(one -> used.add(one.reveal()));
                  see(endpoint, config);
                  return config;
                })
            .observer(watching());
    see(settings, settings.values(), settings.endpoints(), settings.mistakes(), builder);
    see(two, new EndpointKeys("two", "api-key", two), new KeyCommand("mine", "cat " + secret));
    see(KeyFile.at(folder.resolve("runnel/keys.toml")).read());
    try (Runner runner = builder.build()) {
      for (String model :
          List.of(
              "cloud/cloud-1", "fast/fast-1", "fast/fast-1", "mine/mine-1", "two/two-1", "pool")) {
        ChatRequest request = ChatRequest.builder().user("Hello").model(model).build();
        see(request, runner.route(request));
        RunnerCall call = runner.call(request);
        call.answer().toCompletableFuture().join();
        Outcome outcome = call.outcome().toCompletableFuture().join();
        see(call, call.route(), call.trail(), outcome.report());
      }
      see(runner, runner.endpoints(), runner.load(), runner.pools(), runner.providers());
      runner.endpoints().forEach(one -> see(runner.options(one.id()), runner.keyLabels(one.id())));
    }

    assertThat(used).contains(OF_VARIABLE, OF_FILE, OF_SECOND, OF_COMMAND, OF_PROGRAM);
    nothingShows();
  }

  @Test
  void noMistakeShowsASecret() throws Exception {
    for (String wrong :
        List.of(
            "[endpoints.cloud]\napi-key = \"" + IN_TOML + "\"\n",
            "[endpoints.cloud]\napi-kee = \"" + IN_TOML + "\"\n",
            "[endpoints.cloud]\napi-key = " + IN_TOML + "\n",
            "[endpoints.cloud]\napi-key = \"" + IN_TOML + "\n",
            "[endpoints.cloud.api-key]\ndefault = \"" + IN_TOML + "\"\n")) {
      Settings settings = settings(wrong);
      see(settings.mistakes(), settings.values());
      see(refusal(settings.addTo(builder())));
    }
    Settings none = settings("");
    Path secret = Files.writeString(folder.resolve("secret"), OF_COMMAND + "\n");
    see(refusal(builder().option("cloud.api-key=" + ON_LINE, "-o")));
    see(refusal(builder().option("cloud.api-key:" + ON_LINE, "-o")));
    see(refusal(builder().option("cloud.base-url=http://me:" + OF_PROXY + "@a b", "-o")));
    for (String wrong :
        List.of(
            "[cloud.api-key]\ndefault = " + OF_FILE + "\n",
            "[cloud]\napi-key = \"" + OF_FILE + "\"\n",
            "[cloud.models]\ndefault = \"" + OF_FILE + "\"\n")) {
      PrivateFiles.write(folder.resolve("runnel/keys.toml"), wrong);
      see(refusal(none.addKeysTo(builder())));
    }
    see(
        catchThrowableOfType(
            ChatException.class,
            () -> new KeyCommand("cloud", "cat " + secret + "; exit 3").get()));

    nothingShows();
  }

  private Runner.Builder builder() {
    return Runner.builder().providers(providers).environment(environment());
  }

  private static ConfigurationException refusal(Runner.Builder builder) {
    return catchThrowableOfType(ConfigurationException.class, builder::build);
  }

  private Settings settings(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("runnel.toml"), text);
    return Settings.read(
        List.of(new ConfigFile(file, "runnel.toml", true)), environment(), providers);
  }

  private Map<String, String> environment() {
    return Map.of(
        "XDG_CONFIG_HOME",
        folder.toString(),
        "CLOUD_API_KEY",
        OF_VARIABLE,
        "HTTPS_PROXY",
        "http://me:" + OF_PROXY + "@127.0.0.1:1");
  }

  private RunnerObserver watching() {
    return new RunnerObserver() {
      @Override
      public void onAttempt(RunnerCall call, int number, Candidate candidate) {
        see(call, candidate);
      }

      @Override
      public void onAttemptEnd(RunnerCall call, Attempt attempt) {
        see(call, attempt);
      }
    };
  }

  private void see(@Nullable Object... values) {
    for (Object value : values) {
      assertThat(value).isNotNull();
      seen.add(value);
    }
  }

  private void nothingShows() throws Exception {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Object value : seen) {
      show(value.getClass().getSimpleName(), value, shown);
    }
    assertThat(shown).hasSizeGreaterThan(seen.size() / 2);
    shown.forEach((where, text) -> assertThat(text).as(where).doesNotContain("planted"));
  }

  /** What a value says of itself, and all that can be got out of it. */
  private static void show(String where, @Nullable Object value, Map<String, String> shown)
      throws Exception {
    if (value == null) {
      return;
    }
    shown.merge(where, String.valueOf(value), (one, other) -> one + "\n" + other);
    if (value instanceof Throwable thrown) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      shown.put(where + ".printStackTrace", trace.toString());
      if (thrown instanceof ConfigurationException mistakes) {
        show(where + ".mistakes", mistakes.mistakes(), shown);
      }
    } else if (value instanceof Optional<?> optional) {
      show(where, optional.orElse(null), shown);
    } else if (value instanceof Map<?, ?> map) {
      show(where, new ArrayList<>(map.values()), shown);
    } else if (value instanceof Path) {
      return; // iterable, of itself at the end
    } else if (value instanceof Iterable<?> several) {
      for (Object one : several) {
        show(where, one, shown);
      }
    } else if (value.getClass().isRecord()) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        show(where + "." + component.getName(), component.getAccessor().invoke(value), shown);
      }
    }
  }
}
