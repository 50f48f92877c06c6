package dev.runnel.config.settings;

import dev.runnel.spi.NearName;
import dev.runnel.spi.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code [gateway]} says, and {@code RUNNEL_GATEWAY_…} on top of it. Immutable; see
 * docs/configuration.md for each key.
 */
public final class GatewaySettings {
  /** Where nothing was said. */
  public static final GatewaySettings DEFAULT = new GatewaySettings(new TableValues());

  private final TableValues values;

  GatewaySettings(TableValues values) {
    this.values = values;
  }

  /**
   * The PEM files of a server that speaks TLS.
   *
   * @param certificate the certificate, and its chain after it
   * @param key its key
   */
  public record TlsFiles(Path certificate, Path key) {}

  /**
   * The same with another value.
   *
   * @param key as the file has it, such as {@code max-body}
   * @param text the value as {@code -o} would have it
   * @throws IllegalArgumentException when there is no such key, or the value is none for it
   */
  public GatewaySettings with(String key, String text, String source) {
    List<String> names = GatewayToml.ALL.stream().<String>map(Option::name).toList();
    Option<?> option =
        GatewayToml.ALL.stream()
            .filter(one -> one.name().equals(key))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "[gateway] has no key '"
                            + key
                            + "'"
                            + NearName.of(key, names)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")));
    TableValues changed = values.copy();
    changed.put(option, new TableValues.Written(option.parse(text), text, source));
    return new GatewaySettings(changed);
  }

  /** The address to listen on: a name or a number. */
  public String host() {
    return values.orDefault(GatewayToml.HOST);
  }

  /** The port, 0 to 65535; 0: any free one. */
  public int port() {
    return values.count(GatewayToml.PORT);
  }

  /** Whether callers need an API key even while there is none. */
  public boolean requireKeys() {
    return values.orDefault(GatewayToml.REQUIRE_KEYS);
  }

  /** How many requests are under way at a time, 1 or more; empty: any number. */
  public OptionalInt concurrency() {
    return values
        .get(GatewayToml.CONCURRENCY)
        .map(most -> OptionalInt.of(Math.toIntExact(most)))
        .orElseGet(OptionalInt::empty);
  }

  /** How long the head of a stream waits for the first content. */
  public Duration commitAfter() {
    return values.orDefault(GatewayToml.COMMIT_AFTER);
  }

  /** How long a stream is silent before a comment is sent. */
  public Duration heartbeat() {
    return values.orDefault(GatewayToml.HEARTBEAT);
  }

  /** How long a client may take nothing of what waits for it. */
  public Duration slowClient() {
    return values.orDefault(GatewayToml.SLOW_CLIENT);
  }

  /** The largest body of a request, in bytes; 1 or more. */
  public int maxBody() {
    return ByteSize.parse(values.orDefault(GatewayToml.MAX_BODY));
  }

  /** The largest head of a request, in bytes; 1 or more. */
  public int maxHeader() {
    return ByteSize.parse(values.orDefault(GatewayToml.MAX_HEADER));
  }

  /** How long a client has for a head, and again for a body. */
  public Duration requestTimeout() {
    return values.orDefault(GatewayToml.REQUEST_TIMEOUT);
  }

  /** How long a connection without a request is kept. */
  public Duration keepAlive() {
    return values.orDefault(GatewayToml.KEEP_ALIVE);
  }

  /** How many connections there are at a time, 1 or more. */
  public int maxConnections() {
    return values.count(GatewayToml.MAX_CONNECTIONS);
  }

  /** The origins of web pages that may use the gateway; unmodifiable, {@code *} is any. */
  public List<String> corsOrigins() {
    return List.copyOf(values.get(GatewayToml.CORS_ORIGINS).orElse(List.of()));
  }

  /** The files to speak TLS with; empty: plain HTTP. Relative to the working folder. */
  public Optional<TlsFiles> tls() {
    return values
        .get(GatewayToml.TLS_CERTIFICATE)
        .flatMap(
            certificate ->
                values
                    .get(GatewayToml.TLS_KEY)
                    .map(key -> new TlsFiles(Path.of(certificate), Path.of(key))));
  }

  /**
   * Where the access log goes: {@code stdout} or {@code -}, {@code stderr}, or a file's name;
   * empty: nowhere.
   */
  public Optional<String> accessLog() {
    return Optional.of(values.orDefault(GatewayToml.ACCESS_LOG))
        .filter(place -> !place.equals(GatewayToml.NO_LOG));
  }

  /** Whether the access log holds what was asked and answered. */
  public boolean accessLogContent() {
    return values.orDefault(GatewayToml.ACCESS_LOG_CONTENT);
  }

  /** Whether there is {@code /metrics}. */
  public boolean metrics() {
    return values.orDefault(GatewayToml.METRICS);
  }

  /** How long requests under way have to end when the gateway is stopped. */
  public Duration drain() {
    return values.orDefault(GatewayToml.DRAIN);
  }

  /**
   * Refuses values that are right each by itself and wrong together.
   *
   * @throws IllegalArgumentException when there are such
   */
  public void check() {
    Optional<TableValues.Written> certificate = values.written(GatewayToml.TLS_CERTIFICATE);
    Optional<TableValues.Written> key = values.written(GatewayToml.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "TLS needs both tls-certificate and tls-key; only one of them is set, by "
              + certificate.or(() -> key).map(TableValues.Written::source).orElse(""));
    }
  }

  /**
   * The keys of which a gateway that has begun with these settings takes no notice any more, and
   * that others have other values of; unmodifiable, in the order of the documentation.
   */
  public List<String> onlyAtStart(GatewaySettings others) {
    return GatewayToml.AT_START.stream()
        .filter(option -> !inForce(option).equals(others.inForce(option)))
        .<String>map(Option::name)
        .toList();
  }

  private Optional<?> inForce(Option<?> option) {
    return values.get(option).isPresent() ? values.get(option) : option.defaultValue();
  }
}
