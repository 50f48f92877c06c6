package dev.runnel.benchmarks.soak;

import dev.runnel.gateway.soak.Plans;
import dev.runnel.gateway.soak.SoakService;
import dev.runnel.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The services of a soak, a process of its own: {@code SoakUpstream SEED MOST_TOKENS SLOWEST_MS
 * FILE}. Prints its port, writes number and fate of each exchange into the file, and ends with its
 * standard input, when all exchanges have ended.
 */
public final class SoakUpstream {
  private SoakUpstream() {}

  public static void main(String[] args) throws Exception {
    Plans plans =
        new Plans(
            Long.parseLong(args[0]),
            Integer.parseInt(args[1]),
            Duration.ofMillis(Long.parseLong(args[2])));
    SoakService service = new SoakService(plans);
    try (Sandbox sandbox =
            Sandbox.builder().eventLoops(1).keepExchanges(1).observer(service::began).start();
        PrintStream fates =
            new PrintStream(
                Files.newOutputStream(Path.of(args[3])), false, StandardCharsets.UTF_8);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      sandbox.answering(service);
      System.out.println(sandbox.port());
      while (!in.ready()) {
        service.settle((number, fate) -> fates.println(number + " " + fate));
        TimeUnit.MILLISECONDS.sleep(500);
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      int left = 1;
      while (left > 0 && System.nanoTime() < end) {
        left = service.settle((number, fate) -> fates.println(number + " " + fate));
        TimeUnit.MILLISECONDS.sleep(100);
      }
      fates.flush();
      System.out.println(left + " " + sandbox.openConnections());
    }
  }
}
