package dev.runnel.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the gateway's access log says of each request. */
final class AccessLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One line.
   *
   * @param status 0 where no head was sent
   * @param ending the log's word
   */
  record Line(int status, String ending, int attempts) {}

  private final Map<String, Line> byId = new HashMap<>();
  private final Map<String, Integer> endings = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  private AccessLines() {}

  static AccessLines read(Path file) throws IOException {
    AccessLines all = new AccessLines();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        all.add(JSON.readTree(line));
      }
    }
    return all;
  }

  private void add(JsonNode line) {
    if (line.has("dropped_lines")) {
      complaints.add("the access log lacks lines: " + line);
      return;
    }
    Line one =
        new Line(
            line.path("status").asInt(),
            line.path("ending").asText(),
            line.path("attempts").asInt());
    endings.merge(one.ending(), 1, Integer::sum);
    if (byId.put(line.path("id").asText(), one) != null) {
      complaints.add("two lines for " + line.path("id"));
    }
  }

  /** The line of a request, which is then taken; null where there is none. */
  @Nullable Line take(String id) {
    return byId.remove(id);
  }

  /** How many lines have not been taken. */
  int left() {
    return byId.size();
  }

  List<String> complaints() {
    return complaints;
  }

  /** How many lines there are of each ending. */
  Map<String, Integer> endings() {
    return endings;
  }
}
