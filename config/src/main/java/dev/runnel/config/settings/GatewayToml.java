package dev.runnel.config.settings;

import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The keys of {@code [gateway]}, and those that it adds to endpoints. */
final class GatewayToml {
  static final String TABLE = "gateway";
  static final String NO_LOG = "off";

  static final Option<String> HOST =
      Option.text("host")
          .defaultsTo("127.0.0.1")
          .describedAs("The address to listen on; one that others reach needs API keys");
  static final Option<Long> PORT =
      Numbers.integer("port", value -> value >= 0 && value <= 65_535, "0 to 65535")
          .defaultsTo(1337L)
          .describedAs("The port; 0 is any free one");
  static final Option<Boolean> REQUIRE_KEYS =
      Option.flag("require-keys")
          .defaultsTo(false)
          .describedAs("Whether callers need an API key even while there is none");
  static final Option<Long> CONCURRENCY =
      Numbers.atLeast(1, "concurrency")
          .describedAs("How many requests are under way at a time; others are told to come again");
  static final Option<Duration> COMMIT_AFTER =
      Option.duration("commit-after")
          .defaultsTo(Duration.ofSeconds(10))
          .describedAs(
              "How long a stream waits for its first token, so that a failure has its own status;"
                  + " then its head is sent, and heartbeats");
  static final Option<Duration> HEARTBEAT =
      Option.duration("heartbeat")
          .defaultsTo(Duration.ofSeconds(15))
          .describedAs("How long a stream is silent before a comment is sent");
  static final Option<Duration> SLOW_CLIENT =
      Option.duration("slow-client")
          .defaultsTo(Duration.ofMinutes(1))
          .describedAs("How long a client may take nothing before it is dropped");
  static final Option<String> MAX_BODY =
      size("max-body").defaultsTo("32MiB").describedAs("The largest request; more is refused");
  static final Option<String> MAX_HEADER =
      size("max-header")
          .defaultsTo("16KiB")
          .describedAs("The largest head of a request, all its headers together");
  static final Option<Duration> REQUEST_TIMEOUT =
      Option.duration("request-timeout")
          .defaultsTo(Duration.ofMinutes(1))
          .describedAs(
              "How long a client has to send a head, and again how long to send a body; the answer"
                  + " is not counted");
  static final Option<Duration> KEEP_ALIVE =
      Option.duration("keep-alive")
          .defaultsTo(Duration.ofSeconds(75))
          .describedAs("How long a connection without a request is kept");
  static final Option<Long> MAX_CONNECTIONS =
      Numbers.atLeast(1, "max-connections")
          .defaultsTo(10_000L)
          .describedAs("How many connections there are at a time; others are closed at once");
  static final Option<List<String>> CORS_ORIGINS =
      origins("cors-origins")
          .describedAs("The origins of web pages that may use the gateway from a browser");
  static final Option<String> TLS_CERTIFICATE =
      file("tls-certificate")
          .describedAs("A PEM file with the certificate and its chain; read anew when it changes");
  static final Option<String> TLS_KEY =
      file("tls-key").describedAs("A PEM file with the certificate's key, in PKCS #8 or PKCS #1");
  static final Option<String> ACCESS_LOG =
      file("access-log")
          .defaultsTo(NO_LOG)
          .describedAs("Where a line of JSON for each request goes: off, stdout, stderr or a file");
  static final Option<Boolean> ACCESS_LOG_CONTENT =
      Option.flag("access-log-content")
          .defaultsTo(false)
          .describedAs("Whether these lines hold what was asked and answered");
  static final Option<Boolean> METRICS =
      Option.flag("metrics").defaultsTo(true).describedAs("Whether there is /metrics");
  static final Option<Duration> DRAIN =
      Option.duration("drain")
          .defaultsTo(Duration.ofSeconds(30))
          .describedAs("How long requests under way have to end when the gateway is stopped");

  static final List<Option<?>> ALL =
      List.of(
          HOST,
          PORT,
          REQUIRE_KEYS,
          CONCURRENCY,
          COMMIT_AFTER,
          HEARTBEAT,
          SLOW_CLIENT,
          MAX_BODY,
          MAX_HEADER,
          REQUEST_TIMEOUT,
          KEEP_ALIVE,
          MAX_CONNECTIONS,
          CORS_ORIGINS,
          TLS_CERTIFICATE,
          TLS_KEY,
          ACCESS_LOG,
          ACCESS_LOG_CONTENT,
          METRICS,
          DRAIN);

  /** What is looked at once, when the gateway begins; all else is followed. */
  static final List<Option<?>> AT_START =
      List.of(HOST, PORT, MAX_HEADER, TLS_CERTIFICATE, TLS_KEY, ACCESS_LOG);

  /** What opens the gateway, names files, or writes down what was asked: its user's to say. */
  static final Set<String> USERS_ALONE =
      Set.of(
          HOST.name(),
          REQUIRE_KEYS.name(),
          CORS_ORIGINS.name(),
          TLS_CERTIFICATE.name(),
          TLS_KEY.name(),
          ACCESS_LOG.name(),
          ACCESS_LOG_CONTENT.name(),
          METRICS.name());

  /** Of an endpoint. */
  static final Option<String> ON_DISCONNECT =
      checked("on-disconnect", DisconnectPolicy::parse)
          .defaultsTo("cancel")
          .describedAs(
              "What the gateway does with an answer whose client has left: cancel, or drain 30s to"
                  + " take it for so long");

  private GatewayToml() {}

  /** The environment variable of a key: {@code RUNNEL_GATEWAY_MAX_BODY}. */
  static String variable(Option<?> option) {
    return "RUNNEL_GATEWAY_" + option.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static boolean isSize(Option<?> option) {
    return option == MAX_BODY || option == MAX_HEADER;
  }

  private static Option<String> size(String name) {
    return checked(name, ByteSize::parse);
  }

  private static Option<String> file(String name) {
    return checked(
        name,
        text -> {
          if (text.isBlank()) {
            throw new IllegalArgumentException("expected a file, got nothing");
          }
        });
  }

  private static Option<List<String>> origins(String name) {
    Option<List<String>> plain = Option.list(name);
    return plain.readBy(
        text -> {
          List<String> origins = plain.parse(text);
          origins.forEach(Origins::check);
          return origins;
        });
  }

  private static Option<String> checked(String name, Consumer<String> check) {
    return Option.text(name)
        .readBy(
            text -> {
              check.accept(text);
              return text;
            });
  }
}
