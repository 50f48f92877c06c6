package dev.runnel.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Timeouts;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says, and what is said of one that is wrong. */
class SettingsTest {
  private final Providers providers = Providers.builder().discover();

  @TempDir Path folder;

  @AfterEach
  void close() {
    providers.close();
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Settings settings =
        trusted(
            """
            model = "fast"
            provider = "cloud"
            unofficial = "allow"
            strict = true
            system = "Be brief."
            temperature = 1
            max-tokens = 100
            [timeouts]
            connect = "1s"
            first-token = "2s"
            idle = "3s"
            total = "4s"
            [attempts]
            most = 3
            per-candidate = 1
            base-delay = "10ms"
            max-delay = "1s"
            [breaker]
            enabled = false
            failure-rate = 10
            minimum-calls = 1
            window = 2
            open = "1m"
            [log]
            enabled = false
            [gateway]
            host = "::1"
            port = 8080
            require-keys = true
            concurrency = 9
            commit-after = "1s"
            heartbeat = "2s"
            slow-client = "3s"
            max-body = "1MiB"
            max-header = "4KiB"
            request-timeout = "4s"
            keep-alive = "5s"
            max-connections = 10
            cors-origins = ["https://a.example", "http://localhost:3000"]
            tls-certificate = "c.pem"
            tls-key = "k.pem"
            access-log = "stderr"
            access-log-content = true
            metrics = false
            drain = "6s"
            [endpoints.cloud]
            on-disconnect = "drain 30s"
            tries = 3
            rate = 0.5
            trim = true
            wait = "5s"
            models = ["a", "b,c"]
            limits = { concurrency = 1, requests-per-minute = 2, tokens-per-minute = 3, queue = 0,\
             patience = "1s" }
            [endpoints."*"]
            proxy = "http://proxy.example:1"
            [endpoints.mine]
            provider = "fast"
            base-url = "https://mine.example"
            [models]
            quick = "fast/fast-1"
            [models.pool]
            candidates = ["mine/x", "cloud"]
            strategy = "least-busy"
            weights = [2, 1]
            sticky = true
            hedge-after = "1s"
            """);

    assertThat(settings.mistakes()).isEmpty();
    assertThat(settings.model()).contains("fast");
    assertThat(settings.provider()).contains("cloud");
    assertThat(settings.timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(settings.logEnabled()).isFalse();
    GatewaySettings gateway = settings.gateway();
    assertThat(gateway.host()).isEqualTo("::1");
    assertThat(gateway.port()).isEqualTo(8080);
    assertThat(gateway.requireKeys()).isTrue();
    assertThat(gateway.concurrency()).hasValue(9);
    assertThat(
            List.of(
                gateway.commitAfter(),
                gateway.heartbeat(),
                gateway.slowClient(),
                gateway.requestTimeout(),
                gateway.keepAlive(),
                gateway.drain()))
        .isEqualTo(Stream.of(1, 2, 3, 4, 5, 6).map(Duration::ofSeconds).toList());
    assertThat(List.of(gateway.maxBody(), gateway.maxHeader(), gateway.maxConnections()))
        .containsExactly(1 << 20, 4 << 10, 10);
    assertThat(gateway.corsOrigins()).containsExactly("https://a.example", "http://localhost:3000");
    assertThat(gateway.tls())
        .contains(new GatewaySettings.TlsFiles(Path.of("c.pem"), Path.of("k.pem")));
    assertThat(gateway.accessLog()).contains("stderr");
    assertThat(gateway.accessLogContent()).isTrue();
    assertThat(gateway.metrics()).isFalse();
    assertThat(settings.onDisconnect("cloud").drain()).contains(Duration.ofSeconds(30));
    assertThat(settings.onDisconnect("fast")).isEqualTo(DisconnectPolicy.CANCEL);
    try (Runner runner = runner(settings)) {
      assertThat(shown(runner, "cloud"))
          .contains(
              "tries=3",
              "rate=0.5",
              "trim=true",
              "wait=5s",
              "models=a,b\\,c",
              "proxy=http://proxy.example:1");
      assertThat(shown(runner, "mine"))
          .contains("base-url=https://mine.example", "proxy=http://proxy.example:1");
      assertThat(runner.endpoints()).extracting(Endpoint::id).contains("mine");
    }
    assertThat(settings.values())
        .allSatisfy(value -> assertThat(value.source()).as(value.key()).isPresent());
    assertThat(settings.values().toString())
        .contains("models.quick", "models.pool.weights", "endpoints.cloud.limits.queue");
  }

  @Test
  void anEmptyFileLeavesEverythingAsItIs() throws IOException {
    Settings settings = trusted("# nothing\n");

    assertThat(settings.mistakes()).isEmpty();
    assertThat(settings.timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(settings.logEnabled()).isTrue();
    assertThat(settings.values())
        .extracting(SettingValue::key)
        .contains("model", "timeouts.idle", "attempts.most", "breaker.open", "log.enabled");
    assertThat(settings.values()).allMatch(value -> value.source().isEmpty());
  }

  @Test
  void allMistakesAreToldAtOnceWithTheirPlaces() throws IOException {
    Settings settings =
        trusted(
            """
            modle = "x"
            strict = "yes"
            temperature = -1
            unofficial = "perhaps"
            timeouts = 3
            [attempts]
            most = 0
            base-delay = "2s"
            max-delay = "1s"
            [endpoints.clod]
            tries = 1
            [endpoints.cloud]
            trise = 1
            tries = "3"
            wait = 5
            models = "a"
            api-key = "sk-hush"
            limits = { concurency = 1 }
            [endpoints.mine]
            provider = "clout"
            [endpoints.shady]
            key-command = "pass"
            [models]
            a = "clod/x"
            b = 3
            c = {}
            d = { candidates = ["cloud"], weights = [1, 2] }
            """);

    ConfigurationException refusal =
        catchThrowableOfType(ConfigurationException.class, () -> runner(settings));

    assertThat(refusal.mistakes())
        .extracting(Mistake::toString)
        .contains(
            "'modle' (f:1:1) is no key that is known here; did you mean 'model'?",
            "'strict' (f:2:1) is wrong: expected true or false without quotes, got a text in"
                + " quotes",
            "'temperature' (f:3:1) is wrong: expected 0 or more, got '-1'",
            "'unofficial' (f:4:1) is wrong: expected one of allow, deny, got 'perhaps'",
            "'timeouts' (f:5:1) is wrong: expected a table, got a whole number without quotes",
            "'attempts.most' (f:7:1) is wrong: expected 1 or more, got '0'",
            "'attempts' (f:6:2) is wrong: maxDelay PT1S is below PT2S",
            "'endpoints.clod' (f:10:12) is no endpoint that is known; did you mean 'cloud'? An"
                + " endpoint of your own says whose protocol it speaks: provider = \"…\"",
            "'endpoints.cloud.trise' (f:13:1) is no key that is known here; did you mean 'tries'?",
            "'endpoints.cloud.tries' (f:14:1) is wrong: expected a whole number without quotes,"
                + " got a text in quotes",
            "'endpoints.cloud.wait' (f:15:1) is wrong: expected a time in quotes, such as \"30s\","
                + " got a whole number without quotes",
            "'endpoints.cloud.models' (f:16:1) is wrong: expected an array, such as [\"a\","
                + " \"b\"], got a text in quotes",
            "'cloud.api-key' (f:17:1) is secret, and what is written here others can read; set the"
                + " environment variable CLOUD_API_KEY or RUNNEL_CLOUD_API_KEY instead",
            "'endpoints.cloud.limits.concurency' (f:18:12) is no key that is known here; did you"
                + " mean 'concurrency'?",
            "'mine' (f:20:1) is to be made of 'clout', which is no provider and no known service;"
                + " did you mean 'cloud'?",
            "'endpoints.shady.key-command' (f:22:1) has no use: 'shady' takes no key",
            "'models.a' (f:24:1) is wrong: 'clod/x' begins with no endpoint; did you mean"
                + " 'cloud'?",
            "'models.b' (f:25:1) is wrong: expected \"ENDPOINT/MODEL\", or a table, got a whole"
                + " number without quotes",
            "'models.c' (f:26:1) names no candidates, such as candidates ="
                + " [\"groq/llama-3.1-8b-instant\"]",
            "'models.d.weights' (f:27:31) is wrong: expected 1 whole numbers above 0, one for each"
                + " candidate")
        .hasSize(20);
    assertThat(refusal).hasMessageNotContaining("hush");
  }

  @Test
  void mistakesOfFilesEnvironmentAndOptionsAreToldTogether() throws IOException {
    Settings settings = read(Map.of("RUNNEL_TEMPERATURE", "hot"), file("f", "a = = 1", true));
    Runner.Builder builder =
        settings.addTo(
            Runner.builder()
                .providers(providers)
                .environment(Map.of("RUNNEL_CLOUD_TRISE", "1"))
                .option("cloud.trim=2", "-o"));

    assertThatThrownBy(builder::build)
        .hasMessageContainingAll(
            "f:1:5 is no TOML", "RUNNEL_TEMPERATURE", "RUNNEL_CLOUD_TRISE", "'cloud.trim' (-o)");
  }

  @Test
  void theWorkingFoldersFileWinsOverTheUsersKeyByKey() throws IOException {
    Settings settings =
        read(
            Map.of(),
            file(
                "user",
                """
                model = "users"
                system = "users"
                [endpoints.cloud]
                tries = 2
                wait = "1s"
                [models.pool]
                candidates = ["cloud"]
                weights = [7]
                """,
                true),
            file(
                "here",
                """
                model = "here"
                [endpoints.cloud]
                tries = 3
                [models.pool]
                candidates = ["cloud", "fast"]
                """,
                false));

    assertThat(settings.mistakes()).isEmpty();
    assertThat(settings.model()).contains("here");
    assertThat(settings.system()).contains("users");
    try (Runner runner = runner(settings)) {
      assertThat(shown(runner, "cloud")).contains("tries=3", "wait=1s");
    }
  }

  @Test
  void theEnvironmentWinsOverFiles() throws IOException {
    Settings settings =
        read(
            Map.of("RUNNEL_MODEL", "env", "RUNNEL_STRICT", "true"),
            file("f", "model = \"file\"\nstrict = false\n", true));

    assertThat(settings.model()).contains("env");
    assertThat(settings.values())
        .contains(
            new SettingValue(
                "model", Optional.of("env"), Optional.of("environment variable RUNNEL_MODEL")));
  }

  @Test
  void aFileThatMerelyLiesInTheWorkingFolderMayNotRunProgramsOrSendThingsElsewhere()
      throws IOException {
    String text =
        """
        unofficial = "allow"
        provider = "shady"
        [endpoints.cloud]
        key-command = "sh -c evil"
        base-url = "https://evil.example"
        trust = "evil.pem"
        proxy = "http://evil.example:1"
        [endpoints."*"]
        proxy = "http://evil.example:1"
        [endpoints.mine]
        provider = "cloud"
        [models]
        a = "shady/x"
        b = { candidates = ["shady"] }
        """;
    Settings here = read(Map.of(), file("runnel.toml", text, false));

    assertThat(here.mistakes())
        .extracting(Mistake::key)
        .containsExactlyInAnyOrder(
            "unofficial",
            "provider",
            "endpoints.cloud.key-command",
            "endpoints.cloud.base-url",
            "endpoints.cloud.trust",
            "endpoints.cloud.proxy",
            "endpoints.*.proxy",
            "endpoints.mine.provider",
            "models.a",
            "models.b.candidates");
    assertThat(here.mistakes())
        .allSatisfy(
            mistake ->
                assertThat(mistake.problem())
                    .contains("lies in the working folder")
                    .endsWith("say so with --config runnel.toml"));
    assertThat(trusted(text).mistakes()).isEmpty();
  }

  @Test
  void itMayNotOpenTheGateway() throws IOException {
    String text =
        """
        [gateway]
        port = 8080
        max-body = "1KiB"
        heartbeat = "1s"
        host = "0.0.0.0"
        require-keys = false
        cors-origins = ["*"]
        tls-certificate = "c.pem"
        tls-key = "k.pem"
        access-log = "log"
        access-log-content = true
        [endpoints.cloud]
        on-disconnect = "drain 1h"
        """;

    assertThat(read(Map.of(), file("runnel.toml", text, false)).mistakes())
        .extracting(Mistake::key)
        .containsExactlyInAnyOrder(
            "gateway.host",
            "gateway.require-keys",
            "gateway.cors-origins",
            "gateway.tls-certificate",
            "gateway.tls-key",
            "gateway.access-log",
            "gateway.access-log-content",
            "endpoints.cloud.on-disconnect");
    assertThat(read(Map.of(), file("runnel.toml", text, true)).mistakes()).isEmpty();
  }

  @Test
  void theGatewaysVariablesWinOverItsTable() throws IOException {
    Settings settings =
        read(
            Map.of("RUNNEL_GATEWAY_PORT", "81", "RUNNEL_GATEWAY_TLS_KEY", "k.pem"),
            file("f", "[gateway]\nport = 80", true));

    assertThat(settings.gateway().port()).isEqualTo(81);
    assertThat(settings.mistakes())
        .extracting(Mistake::toString)
        .singleElement()
        .asString()
        .contains("TLS needs both tls-certificate and tls-key");
  }

  @Test
  void itMayChooseAndTurnNumbersSwitchesAndTimes() throws IOException {
    Settings settings =
        read(
            Map.of(),
            file(
                "runnel.toml",
                """
                model = "cloud/x"
                system = "Be brief."
                unofficial = "deny"
                [endpoints.cloud]
                tries = 2
                trim = true
                wait = "1s"
                models = ["x"]
                limits.concurrency = 1
                [models]
                a = "fast/x"
                """,
                false));

    assertThat(settings.mistakes()).isEmpty();
  }

  @Test
  void aRequestIsFilledWhereItSaysNothing() throws IOException {
    Settings settings = trusted("system = \"s\"\ntemperature = 0.5\nmax-tokens = 7\n");

    ChatRequest filled = settings.fill(ChatRequest.of("Hello"));
    ChatRequest kept =
        settings.fill(
            ChatRequest.builder().system("own").user("x").temperature(1.0).maxTokens(1).build());

    assertThat(filled.messages()).hasSize(2);
    assertThat(filled.messages().get(0).text()).isEqualTo("s");
    assertThat(filled.temperature()).hasValue(0.5);
    assertThat(filled.maxTokens()).hasValue(7);
    assertThat(kept.messages().get(0).text()).isEqualTo("own");
    assertThat(kept.temperature()).hasValue(1.0);
    assertThat(kept.maxTokens()).hasValue(1);
  }

  @Test
  void theFilesAreTheUsersAndThatOfTheWorkingFolder() throws IOException {
    Path users = Files.createDirectories(folder.resolve("home/.config/runnel"));
    Path work = Files.createDirectories(folder.resolve("work"));
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", users.getParent().toString());

    assertThat(ConfigFiles.find(Optional.empty(), environment, work)).isEmpty();
    Files.writeString(users.resolve("runnel.toml"), "");
    Files.writeString(work.resolve("runnel.toml"), "");
    assertThat(ConfigFiles.find(Optional.empty(), environment, work))
        .extracting(ConfigFile::trusted)
        .containsExactly(true, false);
    assertThat(ConfigFiles.find(Optional.empty(), environment, users))
        .extracting(ConfigFile::trusted)
        .containsExactly(true);
  }

  @Test
  void oneThatIsNamedIsTheOnlyOneAndMustExist() throws IOException {
    Files.writeString(folder.resolve("runnel.toml"), "nonsense");
    Map<String, String> environment = Map.of("RUNNEL_CONFIG", "other.toml");

    List<ConfigFile> files = ConfigFiles.find(Optional.empty(), environment, folder);

    assertThat(files)
        .containsExactly(new ConfigFile(folder.resolve("other.toml"), "other.toml", true));
    assertThat(Settings.read(files, environment, providers).mistakes())
        .hasToString("[other.toml does not exist]");
    assertThat(ConfigFiles.find(Optional.of(Path.of("x")), environment, folder))
        .extracting(ConfigFile::shown)
        .containsExactly("x");
  }

  private Settings trusted(String text) throws IOException {
    return read(Map.of(), file("f", text, true));
  }

  private Settings read(Map<String, String> environment, ConfigFile... files) {
    return Settings.read(List.of(files), environment, providers);
  }

  private ConfigFile file(String shown, String text, boolean trusted) throws IOException {
    Path path = Files.createTempFile(folder, "file", ".toml");
    return new ConfigFile(Files.writeString(path, text), shown, trusted);
  }

  private Runner runner(Settings settings) {
    return settings.addTo(Runner.builder().providers(providers).environment(Map.of())).build();
  }

  private static Stream<String> shown(Runner runner, String endpoint) {
    return runner.options(endpoint).stream()
        .map(value -> value.option().name() + "=" + value.shown().orElse(""));
  }
}
