package dev.runnel.sandbox;

import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.eliza.Eliza;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.fault.Fault;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Script;
import dev.runnel.sandbox.service.Service;
import dev.runnel.sandbox.service.Services;
import dev.runnel.sandbox.wire.HttpServer;
import dev.runnel.sandbox.wire.LoopbackCertificate;
import dev.runnel.sandbox.wire.Records;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A loopback HTTP upstream that speaks, strictly, the protocols of the services the drivers speak
 * to: a demo without a network, and a test's partner that does what it is told, down to TCP.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start()) {
 *   sandbox.next(Script.nothing().tokens("Hel").reset());
 *   // … point a client at sandbox.origin() and let it ask …
 *   Exchange exchange = sandbox.awaitExchange();
 *   assertThat(exchange.json().path("stream").asBoolean()).isTrue();
 *   assertThat(sandbox.violations()).isEmpty();
 * }
 * }</pre>
 *
 * <p>One port serves all {@linkplain #services() services}; the path, and where that is shared a
 * header, tells which one is meant. A request that its service's protocol does not allow gets a 4xx
 * that says what is wrong with it, in the service's own form where it has one, and is remembered in
 * {@link #violations()}. Any other is answered as {@linkplain Scripts scripted}, or else by a small
 * Eliza. A request whose {@code model} is the name of a {@linkplain Faults fault} gets that fault.
 *
 * <p>All methods are safe for use by any thread. The threads are daemons and end with {@link
 * #close()}.
 */
public final class Sandbox implements Scripts, AutoCloseable {

  public static final String AILS = "ails";
  public static final String GRAVITYENGINE = "gravityengine";
  public static final String YQCLOUD = "yqcloud";
  public static final String LOCKCHAT = "lockchat";
  public static final String OPENAI = "openai";
  public static final String ANTHROPIC = "anthropic";
  public static final String GEMINI = "gemini";
  public static final String OLLAMA = "ollama";

  private final List<Service> speaks;
  private final Playbook forAll = new Playbook();
  private final Map<String, Playbook> forOne;
  private final Records records;
  private final HttpServer server;
  private final @Nullable LoopbackCertificate certificate;

  Sandbox(SandboxBuilder builder) {
    speaks = builder.services.all(builder.clock, name -> Faults.named(name).isPresent());
    forOne = speaks.stream().collect(Collectors.toMap(Service::id, service -> new Playbook()));
    records = new Records(builder.keep, builder.observer);
    certificate = builder.tls ? LoopbackCertificate.make() : null;
    server =
        new HttpServer(
            builder.port,
            builder.eventLoops,
            certificate == null ? null : certificate.serving(),
            builder.reads,
            new FrontDesk(speaks, forAll, forOne, new Eliza(builder.seed), builder.pace),
            records);
  }

  /** Starts one with all defaults, on any free port. */
  public static Sandbox start() {
    return builder().start();
  }

  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  /** The ids of the services it speaks. */
  public static List<String> services() {
    return new Services().all(Clock.systemUTC(), name -> false).stream().map(Service::id).toList();
  }

  /** Scheme, host and port, for example {@code http://127.0.0.1:40123}. */
  public String origin() {
    return (certificate == null ? "http" : "https") + "://127.0.0.1:" + port();
  }

  /**
   * What a client of this service takes as its base URL: {@link #origin()} and the path before the
   * service's own paths, for example {@code http://127.0.0.1:40123/v1}.
   */
  public String baseUrl(String service) {
    return origin() + spoken(service).basePath();
  }

  private Service spoken(String id) {
    return speaks.stream()
        .filter(service -> service.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The sandbox does not speak '" + id + "'; it speaks " + services()));
  }

  public int port() {
    return server.port();
  }

  /**
   * The certificate it serves https with; self-signed, for 127.0.0.1, ::1 and localhost.
   *
   * @throws IllegalStateException where it serves http
   */
  public X509Certificate certificate() {
    return tls().certificate();
  }

  /** {@link #certificate()} as PEM text. */
  public String certificatePem() {
    return tls().pem();
  }

  private LoopbackCertificate tls() {
    if (certificate == null) {
      throw new IllegalStateException("This sandbox serves http; start one with builder().tls()");
    }
    return certificate;
  }

  // ---- what is answered

  /** The scripts of one service. */
  public Scripts on(String service) {
    return requireNonNull(forOne.get(spoken(service).id()));
  }

  @Override
  public void next(Script... scripts) {
    forAll.next(scripts);
  }

  @Override
  public void nextOther(Script... scripts) {
    forAll.nextOther(scripts);
  }

  @Override
  public void answering(Function<ReceivedRequest, Script> scripts) {
    forAll.answering(scripts);
  }

  /** Answers every request with the fault of this name. */
  public void play(String faultName) {
    Fault fault =
        Faults.named(faultName)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No fault is called '" + faultName + "'; there are " + Faults.all()));
    forOne.forEach((service, scripts) -> scripts.always(fault.script(service)));
  }

  /** Forgets all scripts, those of single services too. */
  @Override
  public void asUsual() {
    forAll.asUsual();
    forOne.values().forEach(Playbook::asUsual);
  }

  // ---- what was asked

  /**
   * The oldest exchange that this method has not returned yet; waits for it, ten seconds at most.
   *
   * @throws AssertionError when none comes
   */
  public Exchange awaitExchange() {
    return awaitExchange(Exchange.PATIENCE);
  }

  /** {@link #awaitExchange()} with another patience. */
  public Exchange awaitExchange(Duration timeout) {
    return records.take(timeout);
  }

  /** The exchanges so far, oldest first; of very many the newest ones. */
  public List<Exchange> exchanges() {
    return records.exchanges();
  }

  /** All that requests got wrong so far, each with its service and exchange. */
  public List<String> violations() {
    return exchanges().stream()
        .flatMap(
            exchange ->
                exchange.violations().stream()
                    .map(
                        violation ->
                            exchange.service().orElse("no service")
                                + ", exchange "
                                + exchange.number()
                                + ": "
                                + violation))
        .toList();
  }

  public int openConnections() {
    return records.openConnections();
  }

  /** Waits, ten seconds at most, until exactly this many connections are open. */
  public void awaitOpenConnections(int count) {
    records.awaitOpenConnections(count, Exchange.PATIENCE);
  }

  /** Closes the port and all connections, and waits until the threads are gone. */
  @Override
  public void close() {
    server.close();
  }
}
