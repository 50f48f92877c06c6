package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import io.vertx.core.Context;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way to one endpoint: a pool of connections to its base URL, with the endpoint's proxy, trust
 * and wire log. A driver opens one when it is connected and closes it when it is closed. Safe to
 * use from any thread.
 */
public final class HttpTransport implements AutoCloseable {
  private final Target target;
  private final Failures failures;
  private final ConnectionSettings settings;
  private final RateLimitHeaders rateLimits;
  private final WireLog wireLog;
  private final Object lock = new Object();
  private @Nullable LiveClient live;
  private boolean closed;

  private HttpTransport(
      Target target,
      Failures failures,
      ConnectionSettings settings,
      RateLimitHeaders rateLimits,
      WireLog wireLog) {
    this.target = target;
    this.failures = failures;
    this.settings = settings;
    this.rateLimits = rateLimits;
    this.wireLog = wireLog;
  }

  /**
   * Opens the way to an endpoint whose errors are the usual ones. No I/O, no thread: both wait for
   * the first request.
   *
   * @param baseUrl the option that says where the service is
   * @throws dev.runnel.spi.ConfigurationException when the options do not fit together
   */
  public static HttpTransport open(EndpointConfig config, Option<URI> baseUrl) {
    return open(config, baseUrl, ErrorMapping.standard());
  }

  /**
   * Opens the way to an endpoint. No I/O, no thread: both wait for the first request.
   *
   * @param baseUrl the option that says where the service is
   * @param errors what the service's errors mean
   * @throws dev.runnel.spi.ConfigurationException when the options do not fit together
   */
  public static HttpTransport open(
      EndpointConfig config, Option<URI> baseUrl, ErrorMapping errors) {
    return open(config, baseUrl, errors, RateLimitHeaders.NONE);
  }

  /**
   * Opens the way to an endpoint whose service tells its limits. No I/O, no thread: both wait for
   * the first request.
   *
   * @param baseUrl the option that says where the service is
   * @param errors what the service's errors mean
   * @param rateLimits how it tells its limits
   * @throws dev.runnel.spi.ConfigurationException when the options do not fit together
   */
  public static HttpTransport open(
      EndpointConfig config,
      Option<URI> baseUrl,
      ErrorMapping errors,
      RateLimitHeaders rateLimits) {
    return open(config, baseUrl, errors, rateLimits, settings -> settings);
  }

  static HttpTransport open(
      EndpointConfig config,
      Option<URI> baseUrl,
      ErrorMapping errors,
      RateLimitHeaders rateLimits,
      UnaryOperator<ConnectionSettings> change) {
    requireNonNull(errors, "errors is null");
    requireNonNull(rateLimits, "rateLimits is null");
    Target target = Target.of(config.get(baseUrl), config.endpoint() + "." + baseUrl.name());
    Redaction redaction = Redaction.of(config.secrets());
    ConnectionSettings settings = change.apply(ConnectionSettings.of(config, target));
    return new HttpTransport(
        target,
        new Failures(target, settings.proxy(), errors, redaction),
        settings,
        rateLimits,
        wireLog(config, redaction));
  }

  private static WireLog wireLog(EndpointConfig config, Redaction redaction) {
    try {
      return WireLog.of(config.find(HttpOptions.WIRE_LOG), redaction);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          List.of(
              new ConfigurationException.Mistake(
                  config.endpoint() + "." + HttpOptions.WIRE_LOG.name(),
                  "",
                  "is no file's name: " + e.getReason())));
    }
  }

  /**
   * Starts a POST.
   *
   * @param path begins with a slash; appended to the base URL
   */
  public HttpRequest post(String path) {
    return new HttpRequest(this, "POST", path);
  }

  /**
   * Starts a GET.
   *
   * @param path begins with a slash; appended to the base URL
   */
  public HttpRequest get(String path) {
    return new HttpRequest(this, "GET", path);
  }

  /**
   * A driver that starts its calls like this over this transport, and closes the transport when it
   * is closed.
   *
   * @param capabilities what the endpoint can do
   * @param start sends the request of one call, as {@link Driver#start} does
   */
  public Driver driver(Capabilities capabilities, BiConsumer<ChatRequest, Exchange> start) {
    return new HttpDriver(this, capabilities, start);
  }

  /** A service's error, as this transport's mapping understands it, the secrets blanked. */
  public ChatException failure(ServiceError error) {
    return failures.of(error);
  }

  /** Whether the calling thread is an event loop, which must not block. */
  public boolean onEventLoop() {
    return Context.isOnEventLoopThread();
  }

  /** Closes the connections. Idempotent. */
  @Override
  public void close() {
    LiveClient last;
    synchronized (lock) {
      closed = true;
      last = live;
      live = null;
    }
    if (last != null) {
      last.close();
    }
    wireLog.close();
  }

  Target target() {
    return target;
  }

  Failures failures() {
    return failures;
  }

  WireLog wireLog() {
    return wireLog;
  }

  RateLimitHeaders rateLimits() {
    return rateLimits;
  }

  ConnectionSettings settings() {
    return settings;
  }

  /**
   * What calls run on, made for the first one.
   *
   * @throws ChatException when it cannot be made, or this is closed
   */
  LiveClient live() {
    synchronized (lock) {
      if (closed) {
        throw failures.closed();
      }
      if (live == null) {
        live = LiveClient.create(target.tls(), settings.trust(failures), settings.maxConnections());
      }
      return live;
    }
  }
}
