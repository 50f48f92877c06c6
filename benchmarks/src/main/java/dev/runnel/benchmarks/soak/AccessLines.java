package dev.runnel.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.gateway.soak.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the gateway's access log says.
 *
 * @param endings how many lines there are of each ending
 * @param complaints what is wrong with the log itself
 */
record AccessLines(Map<String, Integer> endings, List<String> complaints) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Enters each line into the books. */
  static AccessLines read(Path file, Books books) throws IOException {
    AccessLines all = new AccessLines(new TreeMap<>(), new ArrayList<>());
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        all.enter(JSON.readTree(line), books);
      }
    }
    return all;
  }

  private void enter(JsonNode line, Books books) {
    if (line.has("dropped_lines")) {
      complaints.add("the access log lacks lines: " + line);
      return;
    }
    endings.merge(line.path("ending").asText(), 1, Integer::sum);
    books.reported(
        line.path("id").asText(), line.path("status").asInt(), line.path("attempts").asInt());
  }
}
