package dev.runnel.benchmarks.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The gateway of a soak, by its command, with a heap of 512 MiB; Linux only. */
final class GatewayProcess implements AutoCloseable {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private final Process process;
  private final URI origin;

  private GatewayProcess(Process process, URI origin) {
    this.process = process;
    this.origin = origin;
  }

  /** Starts one in a folder in which it finds its {@code runnel.toml}. */
  static GatewayProcess start(Path folder, int upstream) throws IOException, InterruptedException {
    int port = freePort();
    String base = "base-url=http://127.0.0.1:" + upstream;
    ProcessBuilder builder =
        new ProcessBuilder(
                BIN.resolve("java").toString(),
                "-Xmx512m",
                "-cp",
                absoluteClassPath(),
                "dev.runnel.cli.Main",
                "serve",
                "--config",
                "runnel.toml",
                "--port",
                Integer.toString(port),
                "-o",
                "openai." + base + "/v1",
                "-o",
                "anthropic." + base)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gateway.log").toFile());
    builder.environment().put("OPENAI_API_KEY", "any");
    builder.environment().put("ANTHROPIC_API_KEY", "any");
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return new GatewayProcess(process, URI.create("http://127.0.0.1:" + port));
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    process.destroyForcibly();
    throw new IOException("No gateway: " + Files.readString(folder.resolve("gateway.log")));
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((a, b) -> a + ":" + b)
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    }
  }

  URI origin() {
    return origin;
  }

  /** What is on its heap, garbage included, in MiB. */
  double heap() throws IOException {
    Matcher used = USED.matcher(command("jcmd", "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd does not say how much of the heap is used");
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  /** What is on its heap after a full collection, in MiB. */
  double liveHeap() throws IOException {
    command("jcmd", "GC.run");
    return heap();
  }

  private String command(String tool, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(BIN.resolve(tool).toString(), Long.toString(process.pid())),
                Stream.of(arguments))
            .toList();
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(run.getInputStream().readAllBytes());
  }

  /** How many sockets it has open, that it listens on included. */
  long sockets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.filter(GatewayProcess::isSocket).count();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  /** What it takes of the machine's memory, in MiB. */
  long resident() throws IOException {
    return status("VmRSS:") / 1024;
  }

  long threads() throws IOException {
    return status("Threads:");
  }

  private long status(String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, as a service manager does, and waits; what it has logged is complete then. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
