package dev.runnel.gateway.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operating system knows of the connections to a port; Linux only. */
final class ServerSockets {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  /** Established, and closed by the other side alone. */
  private static final List<String> OPEN = List.of("01", "08");

  private ServerSockets() {}

  /** How many connections to this port its owner has not closed; empty where nobody knows. */
  static Optional<Long> open(int port) throws IOException {
    String local = String.format(Locale.ROOT, ":%04X", port);
    long open = 0;
    for (Path table : TABLES) {
      if (!Files.isReadable(table)) {
        return Optional.empty();
      }
      try (Stream<String> lines = Files.lines(table)) {
        open +=
            lines
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[1].endsWith(local) && OPEN.contains(fields[3]))
                .count();
      }
    }
    return Optional.of(open);
  }
}
