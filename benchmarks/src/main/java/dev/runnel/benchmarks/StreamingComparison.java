package dev.runnel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a streamed token costs, side by side: every contender in a JVM of its own, against one
 * static upstream, one after the other in the same run; the machine's speed cancels out in the
 * ratios.
 *
 * <p>Arguments: seconds of each phase (default 5), then contenders (default all).
 */
public final class StreamingComparison {
  private static final List<String> ALL =
      List.of(
          "read-and-discard",
          "runnel-direct",
          "runnel-default",
          "langchain4j",
          "openai-java",
          "spring-ai");

  private record Cost(double cpuNanos, double bytes) {}

  private StreamingComparison() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String seconds = args.length > 0 ? args[0] : "5";
    List<String> contenders = args.length > 1 ? List.of(args).subList(1, args.length) : ALL;
    Process upstream = java(StaticUpstream.class, List.of());
    try {
      String origin = "http://127.0.0.1:" + firstLine(upstream);
      for (String framing : List.of("chunked", "whole")) {
        for (int atOnce : new int[] {1, 64}) {
          Map<String, Cost> costs = new LinkedHashMap<>();
          for (String contender : contenders) {
            costs.put(contender, measure(contender, origin + "/" + framing, atOnce, seconds));
          }
          print(framing, atOnce, costs);
        }
      }
    } finally {
      upstream.destroy();
      upstream.waitFor();
    }
  }

  private static Cost measure(String contender, String baseUrl, int atOnce, String seconds)
      throws IOException, InterruptedException {
    Process process =
        java(TokenCost.class, List.of(contender, baseUrl, Integer.toString(atOnce), seconds));
    String[] figures = firstLine(process).split(" ");
    if (process.waitFor() != 0) {
      throw new IllegalStateException(contender + " failed with exit " + process.exitValue());
    }
    return new Cost(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
  }

  /** Ratios and, of the bytes, what the contender adds to the token's own string and the floor. */
  private static void print(String framing, int atOnce, Map<String, Cost> costs) {
    double own = StaticBody.ownBytesPerToken();
    System.out.printf(Locale.ROOT, "%n%d stream(s) at once, body %s%n", atOnce, framing);
    System.out.printf("%-18s %12s %8s %22s%n", "", "CPU ns/token", "ratio", "bytes/token on top");
    Cost floor = costs.values().iterator().next();
    costs.forEach(
        (name, cost) ->
            System.out.printf(
                Locale.ROOT,
                "%-18s %12.0f %8.2f %22.0f%n",
                name,
                cost.cpuNanos(),
                cost.cpuNanos() / floor.cpuNanos(),
                name.equals("read-and-discard") ? 0 : cost.bytes() - own - floor.bytes()));
  }

  private static Process java(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Xmx1g"));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    if (line == null) {
      throw new IllegalStateException("A process ended without a word");
    }
    return line;
  }
}
