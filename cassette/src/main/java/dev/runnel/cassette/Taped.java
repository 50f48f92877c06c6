package dev.runnel.cassette;

import java.time.Duration;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * One exchange on a cassette.
 *
 * @param number as the cassette counts, from 1
 * @param upstream the name of the service that was asked
 * @param answer empty: none came
 */
record Taped(
    int number,
    String upstream,
    Request request,
    Optional<Head> answer,
    List<Chunk> body,
    End end) {
  Taped {
    body = List.copyOf(body);
  }

  /**
   * What was asked, secrets blanked, without what every HTTP client says for itself.
   *
   * @param target path and query
   */
  record Request(String method, String target, List<Entry<String, String>> headers, byte[] body) {
    Request {
      headers = List.copyOf(headers);
    }
  }

  /** How the answer began, so long after the request. */
  record Head(int status, Duration after, List<Entry<String, String>> headers) {
    Head {
      headers = List.copyOf(headers);
    }

    Optional<String> header(String name) {
      return headers.stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Entry::getValue)
          .findFirst();
    }
  }

  /** What came at once, so long after what came before. */
  record Chunk(Duration after, byte[] bytes) {}

  /**
   * How it ended, so long after what came before.
   *
   * @param why for a person; may be empty
   */
  record End(Ending kind, Duration after, String why) {}

  int bodyLength() {
    return body.stream().mapToInt(chunk -> chunk.bytes().length).sum();
  }
}
