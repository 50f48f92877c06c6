package dev.runnel.benchmarks.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Measures gateways and proxies one after the other, against one service and with one client, which
 * are this process: {@code GatewayComparison SECONDS PORTKEY_HOME}. What is not installed is left
 * out, and named.
 */
public final class GatewayComparison {
  private static final int AT_ONCE = 64;
  private static final int PACED = 500;

  /** What is asked of a gateway that was just started. */
  private static final int FIRST = 10_000;

  /** How many answers it takes until the compiler of a JVM has done its work. */
  private static final int WARM = 60_000;

  /** How long a service may take to notice that it was left. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final Vertx vertx;
  private final Service service;
  private final int seconds;
  private int number;

  private GatewayComparison(Vertx vertx, Service service, int seconds) {
    this.vertx = vertx;
    this.service = service;
    this.seconds = seconds;
  }

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[0]);
    Path portkey = Path.of(args[1]);
    Path folder = Files.createTempDirectory("runnel-gateways");
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    List<Result> results = new ArrayList<>();
    try (Service service = new Service(vertx)) {
      GatewayComparison comparison = new GatewayComparison(vertx, service, seconds);
      results.add(comparison.measure(Gate.direct(service.port())));
      if (isInstalled("nginx")) {
        results.add(comparison.measure(Gate.nginx(folder, service.port())));
      }
      results.add(comparison.measure(Gate.plainProxy(folder, service.port())));
      results.add(comparison.measure(Gate.runnel(folder, service.port())));
      if (Files.exists(portkey.resolve("node_modules"))) {
        results.add(comparison.measure(Gate.portkey(folder, portkey, service.port())));
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(GatewayComparison::delete);
      }
    }
    print(results);
  }

  private static boolean isInstalled(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there) {
      System.err.println(program + " is not installed, and left out");
    }
    return there;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      System.err.println("Left behind: " + file);
    }
  }

  private Result measure(Gate gate) throws Exception {
    System.err.println(gate.name());
    try (gate;
        Client client = new Client(vertx, gate);
        Client direct = new Client(vertx, Gate.direct(service.port()))) {
      double first = microsPerAnswer(gate, FIRST);
      microsPerAnswer(gate, WARM);
      load(gate, Manner.FAST, AT_ONCE, 2 * seconds);
      List<Long> through = new ArrayList<>();
      List<Long> beside = new ArrayList<>();
      for (int i = 0; i < 150 * seconds; i++) { // in turns, so that both have the same weather
        through.add(firstContent(client));
        beside.add(firstContent(direct));
      }
      return new Result(
          gate.name(),
          Figures.of(through),
          Figures.of(beside),
          left(client, Manner.SILENT),
          left(client, Manner.LONG),
          load(gate, Manner.FAST, AT_ONCE, seconds),
          first,
          load(gate, Manner.SHORT, AT_ONCE, seconds),
          load(gate, Manner.PACED, PACED, seconds));
    }
  }

  private static long firstContent(Client client) throws Exception {
    Client.Asked asked = get(client.ask(Manner.SHORT, 0));
    long time = get(asked.firstContent());
    get(asked.whole());
    return time;
  }

  /** Asks, leaves when the request or some content has come, and waits for the service to see. */
  private Figures left(Client client, Manner manner) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 20 * seconds; i++) {
      int which = ++number;
      Client.Asked asked = get(client.ask(manner, which));
      service.came(which).get(10, TimeUnit.SECONDS);
      if (!manner.equals(Manner.SILENT)) {
        get(asked.firstContent());
      }
      long left = System.nanoTime();
      asked.request().reset();
      try {
        times.add(service.left(which).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) - left);
      } catch (TimeoutException e) {
        return Figures.of(List.of());
      }
    }
    return Figures.of(times);
  }

  /** CPU time for each of so many short answers, or of as many as there is time for. */
  private double microsPerAnswer(Gate gate, int answers) throws Exception {
    try (Client client = new Client(vertx, gate)) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10L * seconds);
      double cpu = gate.cpuSeconds();
      AtomicBoolean over = new AtomicBoolean();
      for (int i = 0; i < AT_ONCE; i++) {
        vertx.runOnContext(none -> client.keepAsking(Manner.SHORT, () -> !over.get()));
      }
      while (client.whole.get() < answers && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      double micros = (gate.cpuSeconds() - cpu) * 1e6 / client.whole.get();
      over.set(true);
      return micros;
    }
  }

  private Result.Load load(Gate gate, Manner manner, int atOnce, int time) throws Exception {
    try (Client client = new Client(vertx, gate)) {
      AtomicBoolean over = new AtomicBoolean();
      for (int i = 0; i < atOnce; i++) {
        vertx.runOnContext(none -> client.keepAsking(manner, () -> !over.get()));
      }
      TimeUnit.MILLISECONDS.sleep(time * 250L);
      long began = System.nanoTime();
      double cpu = gate.cpuSeconds();
      long events = client.events.get();
      long answers = client.whole.get();
      TimeUnit.SECONDS.sleep(time);
      double took = (System.nanoTime() - began) / 1e9;
      Result.Load load =
          new Result.Load(
              (client.events.get() - events) / took,
              (client.whole.get() - answers) / took,
              client.broken.get(),
              (gate.cpuSeconds() - cpu) / took);
      over.set(true);
      return load;
    }
  }

  private static <T> T get(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static void print(List<Result> results) {
    Result direct = results.get(0);
    Result runnel =
        results.stream().filter(one -> one.name().equals("Runnel")).findFirst().orElse(direct);
    row("", results, Result::name);
    row("---", results, one -> "---");
    row("to first content, ms (p50 / p99)", results, one -> one.firstContent().toString());
    row(
        "added, ms (p50; ratio to Runnel's)",
        results,
        one -> one == direct ? "" : ratio("%.2f", one.added(), runnel.added()));
    row("left before an answer: service sees it, ms", results, one -> one.leftBefore().toString());
    row("left mid-stream: service sees it, ms", results, one -> one.leftAmid().toString());
    row("full streams, 64 at once: tokens/s", results, one -> format("%.0f", one.rush().events()));
    row(
        "the same: CPU µs a token",
        results,
        one -> ratio("%.2f", one.rush().microsPerEvent(), runnel.rush().microsPerEvent()));
    row(
        "short answers, 64 at once: answers/s",
        results,
        one -> format("%.0f", one.brief().answers()));
    row(
        "the same: CPU µs an answer",
        results,
        one -> ratio("%.0f", one.brief().microsPerAnswer(), runnel.brief().microsPerAnswer()));
    row(
        "the first 10,000 after its start: CPU µs an answer",
        results,
        one -> ratio("%.0f", one.first(), runnel.first()));
    row("500 paced streams: tokens/s", results, one -> format("%.0f", one.paced().events()));
    row(
        "the same: CPU µs a token",
        results,
        one -> ratio("%.2f", one.paced().microsPerEvent(), runnel.paced().microsPerEvent()));
    row(
        "answers that were not whole",
        results,
        one -> Long.toString(one.rush().broken() + one.brief().broken() + one.paced().broken()));
  }

  private static String ratio(String format, double value, double base) {
    return Double.isNaN(value)
        ? ""
        : format(format, value) + " (" + format("%.2f", value / base) + ")";
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void row(String title, List<Result> results, Function<Result, String> cell) {
    StringBuilder line = new StringBuilder("| ").append(title).append(" |");
    results.forEach(one -> line.append(' ').append(cell.apply(one)).append(" |"));
    System.out.println(line);
  }
}
