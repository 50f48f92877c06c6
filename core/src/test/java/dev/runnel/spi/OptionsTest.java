package dev.runnel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.api.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options and their values: parsed, checked, all mistakes at once, secrets never shown. */
class OptionsTest {
  private static final Option<Secret> KEY = Option.secret("api-key");
  private static final Option<URI> BASE = StandardOptions.baseUrl("https://acme.example/v1");
  private static final Option<Long> PORT = Option.integer("port").defaultsTo(80L);
  private static final Option<Duration> WAIT = Option.duration("wait");
  private static final ProviderDescription ACME =
      ProviderDescription.builder("acme", Provider.SPI_GENERATION)
          .options(KEY, BASE, PORT, WAIT)
          .authentication(Authentication.requires(KEY))
          .build();

  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of(Option.text("x"), "", ""),
        Arguments.of(Option.text("x"), " a ", " a "),
        Arguments.of(Option.integer("x"), " -42 ", -42L),
        Arguments.of(Option.number("x"), "1.5", 1.5),
        Arguments.of(Option.number("x"), "-2", -2.0),
        Arguments.of(Option.flag("x"), "true", true),
        Arguments.of(Option.flag("x"), "false", false),
        Arguments.of(Option.duration("x"), "250ms", Duration.ofMillis(250)),
        Arguments.of(Option.duration("x"), "30s", Duration.ofSeconds(30)),
        Arguments.of(Option.duration("x"), "2m", Duration.ofMinutes(2)),
        Arguments.of(Option.duration("x"), "1h", Duration.ofHours(1)),
        Arguments.of(Option.duration("x"), "PT1M30S", Duration.ofSeconds(90)),
        Arguments.of(
            Option.uri("x"), "http://127.0.0.1:9000/v1", URI.create("http://127.0.0.1:9000/v1")),
        Arguments.of(Option.list("x"), "a, b,,c ", List.of("a", "b", "c")),
        Arguments.of(Option.list("x"), "", List.of()),
        Arguments.of(Option.secret("x"), "hush", Secret.of("hush")));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("good")
  void aValueIsRead(Option<?> option, String text, Object value) {
    assertThat(option.parse(text)).isEqualTo(value);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(Option.integer("x"), "4.5", "expected a whole number, got '4.5'"),
        Arguments.of(
            Option.integer("x"),
            "9223372036854775808",
            "expected a whole number, got '9223372036854775808'"),
        Arguments.of(Option.number("x"), "much", "expected a number, got 'much'"),
        Arguments.of(Option.number("x"), "NaN", "expected a finite number, got 'NaN'"),
        Arguments.of(Option.number("x"), "1e999", "expected a finite number, got '1e999'"),
        Arguments.of(Option.flag("x"), "yes", "expected true or false, got 'yes'"),
        Arguments.of(
            Option.duration("x"),
            "soon",
            "expected a time such as 250ms, 30s, 2m or 1h, got 'soon'"),
        Arguments.of(
            Option.duration("x"), "30", "expected a time such as 250ms, 30s, 2m or 1h, got '30'"),
        Arguments.of(Option.duration("x"), "0s", "expected a time above zero, got '0s'"),
        Arguments.of(Option.duration("x"), "PT-5S", "expected a time above zero, got 'PT-5S'"),
        Arguments.of(
            Option.uri("x"),
            "acme.example/v1",
            "expected an address with scheme and host such as http://127.0.0.1:9000, got"
                + " 'acme.example/v1'"),
        Arguments.of(
            Option.uri("x"),
            "localhost:9000",
            "expected an address with scheme and host such as http://127.0.0.1:9000, got"
                + " 'localhost:9000'"),
        Arguments.of(Option.uri("x"), "http://a b", "expected an address, got 'http://a b'"),
        Arguments.of(
            Option.uri("x"), "http://me:hush@a b", "expected an address, got 'http://***@a b'"),
        Arguments.of(Option.secret("x"), " ", "A secret cannot be blank"));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("bad")
  void aWrongValueIsRefusedInWords(Option<?> option, String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> option.parse(text)).withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Base", "base_url", "-x", "x-", "x--y", "1x", "a b"})
  void anOptionsNameIsLowerCaseWords(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Option.text(name));
  }

  @Test
  void anOptionIsDescribed() {
    Option<Long> option = PORT.describedAs("Where it listens").fromEnvironment("ACME_PORT");
    assertThat(option.defaultValue()).contains(80L);
    assertThat(option.description()).isEqualTo("Where it listens");
    assertThat(option.environmentVariable()).contains("ACME_PORT");
    assertThat(option).hasToString("port (integer)");
    assertThat(KEY.isSecret()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> KEY.defaultsTo(Secret.of("x")));
  }

  @Test
  void anOptionCanHaveSeveralVariablesThatItsUsersKnow() {
    Option<Secret> key = Option.secret("key").fromEnvironment("ACME_KEY", "ACME_API_KEY");
    assertThat(key.environmentVariables()).containsExactly("ACME_KEY", "ACME_API_KEY");
    assertThat(key.environmentVariable()).contains("ACME_KEY");
    assertThat(KEY.environmentVariables()).isEmpty();
  }

  @Test
  void anOptionIsReadAsItsUsersWriteIt() {
    Option<URI> host =
        BASE.describedAs("Where it is").fromEnvironment("ACME_HOST").readBy(OptionsTest::host);
    assertThat(host.parse(" acme.example ")).isEqualTo(URI.create("http://acme.example"));
    assertThat(host.defaultValue()).isEqualTo(BASE.defaultValue());
    assertThat(host.environmentVariable()).contains("ACME_HOST");
    assertThat(host.description()).isEqualTo("Where it is");
    assertThat(host).hasToString("base-url (uri)");
    ProviderDescription acme =
        ProviderDescription.builder("acme", Provider.SPI_GENERATION).options(host).build();
    assertThat(EndpointConfig.builder(acme).set("base-url", "acme.example").build().get(host))
        .isEqualTo(URI.create("http://acme.example"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> EndpointConfig.builder(acme).set("base-url", "", "ACME_HOST").build().get(host))
        .withMessage("'acme.base-url' (ACME_HOST) is wrong: expected a host");
    assertThatIllegalStateException()
        .isThrownBy(() -> KEY.readBy(Secret::of))
        .withMessage("A secret is taken as it is: api-key");
  }

  private static URI host(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a host");
    }
    return URI.create("http://" + text.strip());
  }

  @Test
  void allMistakesAreReportedAtOnceWithNearNamesAndSources() {
    EndpointConfig.Builder builder =
        EndpointConfig.builder(ACME)
            .endpoint("acme-eu")
            .set("api_key", "hush", "runnel.toml:3")
            .set("prot", "80", "-o")
            .set("port", "eighty", "ACME_PORT")
            .set("wait", "soon")
            .set("colour", "red");
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, builder::build);
    assertThat(refused.mistakes()).hasSize(5);
    assertThat(refused)
        .hasMessage(
            """
            'acme-eu.api_key' (runnel.toml:3) is not an option of acme; did you mean 'api-key'?
            'acme-eu.prot' (-o) is not an option of acme; did you mean 'port'?
            'acme-eu.port' (ACME_PORT) is wrong: expected a whole number, got 'eighty'
            'acme-eu.wait' is wrong: expected a time such as 250ms, 30s, 2m or 1h, got 'soon'
            'acme-eu.colour' is not an option of acme; it has: api-key, base-url, port, wait""");
    assertThat(refused.getMessage()).doesNotContain("hush");
  }

  @Test
  void valuesAreTakenOrDefaulted() {
    EndpointConfig config =
        EndpointConfig.builder(ACME)
            .set("api-key", "hush")
            .set("port", "1")
            .set("port", "2")
            .set(WAIT, Duration.ofSeconds(1))
            .build();
    assertThat(config.get(KEY).reveal()).isEqualTo("hush");
    assertThat(config.get(PORT)).isEqualTo(2);
    assertThat(config.get(WAIT)).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.get(BASE)).isEqualTo(URI.create("https://acme.example/v1"));
    assertThat(config.secrets()).containsExactly(Secret.of("hush"));
    assertThat(config.endpoint()).isEqualTo("acme");
    assertThat(config.provider()).isEqualTo("acme");
  }

  @Test
  void whatIsRequiredAndNotSetIsSaidWithItsKey() {
    EndpointConfig config = EndpointConfig.builder(ACME).build();
    assertThat(config.find(KEY)).isEmpty();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> config.get(KEY))
        .withMessage("'acme.api-key' is required and not set");
  }

  @Test
  void aTypedValueOfAnotherTypeIsAMistake() {
    EndpointConfig.Builder builder =
        EndpointConfig.builder(ACME)
            .set(Option.text("port"), "eighty")
            .set(Option.text("nothing"), "x");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(builder::build)
        .withMessageContaining("'acme.port' is of type integer, not text")
        .withMessageContaining("'acme.nothing' is not an option");
  }

  @Test
  void aConfigurationShowsNoCredentials() {
    EndpointConfig config =
        EndpointConfig.builder(ACME)
            .set("api-key", "hush")
            .set("base-url", "http://me:hush@127.0.0.1:9000/v1")
            .build();
    assertThat(config)
        .hasToString("EndpointConfig[acme {api-key=***, base-url=http://***@127.0.0.1:9000/v1}]");
    StringWriter trace = new StringWriter();
    catchThrowableOfType(
            ConfigurationException.class,
            () ->
                EndpointConfig.builder(ACME)
                    .set("base-url", "ftp//me:hush@nowhere")
                    .set("api-key", "  ")
                    .build())
        .printStackTrace(new PrintWriter(trace, true));
    assertThat(trace.toString()).contains("base-url").doesNotContain("hush");
  }

  @Test
  void aDescriptionIsConsistent() {
    assertThat(ACME.option("port")).contains(PORT);
    assertThat(ACME.option("nothing")).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> ProviderDescription.builder("acme", 1).options(PORT, PORT).build());
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                ProviderDescription.builder("acme", 1)
                    .options(PORT)
                    .authentication(Authentication.requires(PORT))
                    .build());
    for (String id : List.of("", "Acme", "acme/x", "-a", "a b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> ProviderDescription.builder(id, 1));
    }
  }

  @Test
  void aCopyOfAConfigurationChangesAndTakesBack() {
    EndpointConfig config =
        EndpointConfig.builder(ACME)
            .endpoint("acme-eu")
            .set(KEY, Secret.of("k"))
            .set("port", "9")
            .build();

    EndpointConfig copy =
        EndpointConfig.builder(ACME, config)
            .set(BASE, URI.create("http://127.0.0.1:1/v1"))
            .unset("port")
            .build();

    assertThat(copy.endpoint()).isEqualTo("acme-eu");
    assertThat(copy.get(KEY)).isEqualTo(Secret.of("k"));
    assertThat(copy.get(BASE)).hasToString("http://127.0.0.1:1/v1");
    assertThat(copy.get(PORT)).isEqualTo(80);
    assertThat(config.get(PORT)).isEqualTo(9);
  }
}
