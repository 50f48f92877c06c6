package dev.runnel.benchmarks.soak;

import dev.runnel.gateway.soak.Books;
import dev.runnel.gateway.soak.Crowd;
import dev.runnel.gateway.soak.Plans;
import dev.runnel.sandbox.exchange.Fate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Very many streams at once through one gateway: {@code GatewaySoak STREAMS SECONDS [SEED]}.
 * Clients are this process, gateway and services one each. Exit code 1 where anything is
 * unaccounted for.
 */
public final class GatewaySoak {
  private static final int MOST_ATTEMPTS = 3;
  private static final int MOST_TOKENS = 120;
  private static final int LONG = 70;
  private static final int SLOWEST_MILLIS = 300;

  private final Path folder;

  private GatewaySoak(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    int streams = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime() % 1_000_000;
    Path folder = Files.createTempDirectory("runnel-soak");
    boolean settled = new GatewaySoak(folder).run(streams, seconds, seed);
    if (settled) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    } else {
      System.out.println("What was logged is in " + folder);
    }
    System.exit(settled ? 0 : 1);
  }

  private boolean run(int streams, int seconds, long seed) throws Exception {
    Plans plans = new Plans(seed, MOST_TOKENS, Duration.ofMillis(SLOWEST_MILLIS));
    Books books = new Books(plans, MOST_ATTEMPTS);
    List<String> complaints = new ArrayList<>();
    configure();
    Path fates = folder.resolve("fates");
    Process upstream = upstream(seed, fates);
    int asked;
    try (BufferedReader port = upstream.inputReader(StandardCharsets.UTF_8)) {
      int at = Integer.parseInt(port.readLine());
      try (GatewayProcess gateway = GatewayProcess.start(folder, at)) {
        System.out.printf(
            Locale.ROOT, "%d streams at once, %d s, seed %d%n%n", streams, seconds, seed);
        System.out.println("| second | requests | heap, MiB | resident, MiB | sockets | threads |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        asked = ask(plans, books, gateway, streams, seconds);
        if (!gateway.isAlive()) {
          complaints.add("the gateway has ended");
        }
        try (OutputStream end = upstream.getOutputStream()) {
          end.write('\n');
        }
        String[] left = String.valueOf(port.readLine()).split(" ");
        if (!left[0].equals("0")) {
          complaints.add(left[0] + " exchanges never ended at the service");
        }
      }
    } finally {
      upstream.destroy();
    }
    try (Stream<String> lines = Files.lines(fates)) {
      lines
          .map(line -> line.split(" "))
          .forEach(line -> books.served(Integer.parseInt(line[0]), Fate.valueOf(line[1])));
    }
    AccessLines lines = AccessLines.read(folder.resolve("access.log"), books);
    complaints.addAll(lines.complaints());
    complaints.addAll(books.settle(asked));
    System.out.println("\nEndings in the access log: " + lines.endings());
    System.out.println(books.summary());
    complaints.forEach(one -> System.out.println("WRONG: " + one));
    System.out.println(complaints.isEmpty() ? "All accounted for." : "NOT accounted for.");
    return complaints.isEmpty();
  }

  private void configure() throws IOException {
    Files.writeString(
        folder.resolve("runnel.toml"),
        """
        [attempts]
        most = 3
        per-candidate = 3
        base-delay = "10ms"
        max-delay = "100ms"

        [breaker]
        enabled = false

        [gateway]
        access-log = "%s"
        max-connections = 100000
        commit-after = "60s"
        """
            .formatted(folder.resolve("access.log")));
  }

  private static Process upstream(long seed, Path fates) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            SoakUpstream.class.getName(),
            Long.toString(seed),
            Integer.toString(MOST_TOKENS),
            Integer.toString(SLOWEST_MILLIS),
            fates.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A short round first, after which the idle gateway is what the end is compared with. */
  private int ask(Plans plans, Books books, GatewayProcess gateway, int streams, int seconds)
      throws Exception {
    int warmUp = Math.max(5, Math.min(30, seconds / 10));
    int asked;
    try (Crowd crowd = new Crowd(plans, gateway.origin(), 2 * streams)) {
      asked = round(crowd, books, gateway, streams, warmUp, seconds);
    }
    sample(gateway, "idle after " + warmUp, asked, true);
    try (Crowd crowd = new Crowd(plans, gateway.origin(), 2 * streams, asked)) {
      asked = round(crowd, books, gateway, streams, seconds, seconds / 10);
    }
    sample(gateway, "idle at the end", asked, true);
    if (seconds > LONG) {
      TimeUnit.SECONDS.sleep(LONG); // connections to services are kept for a minute
      sample(gateway, "a while later", asked, true);
    }
    return asked;
  }

  private int round(
      Crowd crowd, Books books, GatewayProcess gateway, int streams, int seconds, int every)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Integer> all = crowd.ask(streams, () -> !over.get(), books::seen);
    for (int second = 1; second <= seconds && gateway.isAlive(); second++) {
      TimeUnit.SECONDS.sleep(1);
      if (second % Math.max(1, every) == 0) {
        sample(gateway, Integer.toString(second), crowd.begun(), false);
      }
    }
    over.set(true);
    return all.get(5, TimeUnit.MINUTES);
  }

  private static void sample(GatewayProcess gateway, String when, int requests, boolean live)
      throws IOException, InterruptedException {
    if (live) {
      TimeUnit.SECONDS.sleep(5); // what the last clients left behind
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f%s | %d | %d | %d |%n",
        when,
        requests,
        live ? gateway.liveHeap() : gateway.heap(),
        live ? " live" : "",
        gateway.resident(),
        gateway.sockets(),
        gateway.threads());
  }
}
