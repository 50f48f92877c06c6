package dev.runnel.gateway.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One response of HTTP/1.1 as it came.
 *
 * @param body without its framing
 * @param end how it ended
 */
record RawResponse(int status, List<String> headers, String body, End end) {
  enum End {
    /** The last chunk came: it looks whole. */
    LAST_CHUNK,
    /** As many bytes came as were announced: it looks whole. */
    LENGTH,
    /** The connection ended before that. */
    CUT
  }

  static RawResponse read(InputStream in) throws IOException {
    String[] first = line(in).split(" ");
    List<String> headers = new ArrayList<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
    }
    RawResponse head = new RawResponse(Integer.parseInt(first[1]), headers, "", End.CUT);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    End end = head.header("content-length").isPresent() ? head.length(in, body) : chunks(in, body);
    return new RawResponse(head.status, headers, body.toString(UTF_8), end);
  }

  Optional<String> header(String name) {
    String start = name + ": ";
    return headers.stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
        .map(header -> header.substring(start.length()))
        .findFirst();
  }

  private End length(InputStream in, ByteArrayOutputStream body) throws IOException {
    int length = Integer.parseInt(header("content-length").orElseThrow());
    body.writeBytes(in.readNBytes(length));
    return body.size() == length ? End.LENGTH : End.CUT;
  }

  private static End chunks(InputStream in, ByteArrayOutputStream body) {
    try {
      while (true) {
        String size = line(in);
        if (size.isEmpty()) {
          return End.CUT;
        }
        int length = Integer.parseInt(size, 16);
        byte[] chunk = in.readNBytes(length);
        body.writeBytes(chunk);
        if (chunk.length < length) {
          return End.CUT;
        }
        line(in);
        if (length == 0) {
          return End.LAST_CHUNK;
        }
      }
    } catch (IOException reset) {
      return End.CUT;
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
