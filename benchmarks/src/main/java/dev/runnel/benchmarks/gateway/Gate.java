package dev.runnel.benchmarks.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What stands between client and service, a process of its own; or nothing.
 *
 * @param name in the table
 * @param port where it listens
 * @param headers what it wants to be told with each request
 * @param model what stands before the name of a model
 * @param process empty: the service itself
 */
record Gate(
    String name, int port, Map<String, String> headers, String model, Optional<Process> process)
    implements AutoCloseable {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  static Gate direct(int service) {
    return new Gate("direct", service, Map.of(), "", Optional.empty());
  }

  /** Runnel's gateway, by its command. */
  static Gate runnel(Path folder, int service) {
    int port = freePort();
    return started(
        folder,
        "Runnel",
        port,
        Map.of(),
        "openai/",
        Map.of("OPENAI_API_KEY", "any", "HOME", folder.toString()),
        java(
            "dev.runnel.cli.Main",
            "serve",
            "--port",
            Integer.toString(port),
            "-o",
            "openai.base-url=http://127.0.0.1:" + service + "/v1"));
  }

  static Gate plainProxy(Path folder, int service) {
    int port = freePort();
    List<String> command =
        java(PlainProxy.class.getName(), Integer.toString(port), Integer.toString(service));
    return started(folder, "vertx-http-proxy", port, Map.of(), "", Map.of(), command);
  }

  static Gate nginx(Path folder, int service) throws IOException {
    int port = freePort();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        String.format(
            """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-error.log;
            events { worker_connections 16384; }
            http {
              access_log off;
              client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              keepalive_requests 1000000;
              upstream service { server 127.0.0.1:%3$d; keepalive 1024; keepalive_requests 1000000; }
              server {
                listen 127.0.0.1:%2$d backlog=4096;
                location / {
                  proxy_pass http://service;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """,
            folder, port, service));
    List<String> command =
        List.of(
            "nginx", "-e", folder.resolve("nginx-start.log").toString(), "-c", config.toString());
    return started(folder, "nginx", port, Map.of(), "", Map.of(), command);
  }

  /**
   * Portkey's gateway.
   *
   * @param home where npm has put it
   */
  static Gate portkey(Path folder, Path home, int service) {
    int port = freePort();
    return started(
        folder,
        "Portkey",
        port,
        Map.of(
            "x-portkey-provider",
            "openai",
            "x-portkey-custom-host",
            "http://127.0.0.1:" + service + "/v1"),
        "",
        Map.of("NODE_ENV", "production"),
        List.of(
            "node",
            home.resolve("node_modules/@portkey-ai/gateway/build/start-server.js").toString(),
            "--port=" + port,
            "--headless"));
  }

  private static List<String> java(String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(JAVA, "-Xmx512m", "-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Gate started(
      Path folder,
      String name,
      int port,
      Map<String, String> headers,
      String model,
      Map<String, String> environment,
      List<String> command) {
    List<String> pinned = new ArrayList<>();
    if (Runtime.getRuntime().availableProcessors() == 1) { // so are we: the other core is its
      pinned.addAll(List.of("taskset", "-c", "1"));
    }
    pinned.addAll(command);
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Gate gate = new Gate(name, port, headers, model, Optional.of(process));
      gate.awaitListening(process, log);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not start", e);
    }
  }

  private void awaitListening(Process process, Path log) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return;
      } catch (IOException e) {
        pause();
      }
    }
    close();
    throw new IOException(name + " does not listen: " + Files.readString(log));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The CPU time it has used, in seconds. */
  double cpuSeconds() {
    return process.map(one -> Cpu.seconds(one.toHandle())).orElse(Double.NaN);
  }

  @Override
  public void close() {
    process.ifPresent(
        one -> {
          one.descendants().forEach(ProcessHandle::destroy);
          one.destroy();
          try {
            if (!one.waitFor(10, TimeUnit.SECONDS)) {
              one.destroyForcibly();
            }
          } catch (InterruptedException e) {
            one.destroyForcibly();
            Thread.currentThread().interrupt();
          }
        });
  }
}
