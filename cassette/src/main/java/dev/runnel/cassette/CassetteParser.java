package dev.runnel.cassette;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a cassette. */
final class CassetteParser {
  private static final String TIME = "(\\d{1,9})(?:\\.(\\d{1,9}))?s";
  private static final Pattern UPSTREAM = Pattern.compile("upstream (\\S+) (\\S+)");
  private static final Pattern EXCHANGE = Pattern.compile("exchange (\\d{1,9}) (\\S+)");
  private static final Pattern REQUEST = Pattern.compile("> (\\S+) (/\\S*)");
  private static final Pattern ANSWER = Pattern.compile("< (\\d{3}) after " + TIME);
  private static final Pattern HEADER = Pattern.compile("[<>] ([^\\s:]+): ?(.*)");
  private static final Pattern CHUNK = Pattern.compile("@ " + TIME);
  private static final Pattern END =
      Pattern.compile("(end|cut|reset|aborted|unreachable) after " + TIME + "(?: (.*))?");

  private final String file;
  private final Map<String, URI> upstreams = new LinkedHashMap<>();
  private final List<Taped> exchanges = new ArrayList<>();
  private @Nullable Draft draft;
  private int lineNumber;
  private boolean whole;

  /** An exchange while it is read. */
  private static final class Draft {
    final int number;
    final String upstream;
    @Nullable String method;
    String target = "";
    final List<Entry<String, String>> requestHeaders = new ArrayList<>();
    final ByteArrayOutputStream requestBody = new ByteArrayOutputStream();
    int status;
    Duration headAfter = Duration.ZERO;
    final List<Entry<String, String>> headers = new ArrayList<>();
    final List<Taped.Chunk> chunks = new ArrayList<>();
    @Nullable Duration chunkAfter;
    final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

    Draft(int number, String upstream) {
      this.number = number;
      this.upstream = upstream;
    }

    void closeChunk() {
      if (chunkAfter != null) {
        chunks.add(new Taped.Chunk(chunkAfter, chunk.toByteArray()));
        chunkAfter = null;
        chunk.reset();
      }
    }
  }

  private CassetteParser(String file) {
    this.file = file;
  }

  /**
   * Reads a cassette.
   *
   * @param file its name, for messages
   * @throws CassetteException when it is none, with the line that is wrong
   */
  static Cassette parse(String text, String file) {
    CassetteParser parser = new CassetteParser(file);
    String[] lines = text.split("\r?\n", -1);
    for (String line : lines) {
      parser.lineNumber++;
      if (parser.lineNumber > 1 && parser.lineNumber == lines.length) {
        parser.lineWithoutEnd(line);
      } else {
        parser.line(line);
      }
    }
    parser.cutShort();
    return new Cassette(file, parser.upstreams, parser.exchanges, parser.whole);
  }

  private void line(String line) {
    if (lineNumber == 1) {
      first(line);
    } else if (line.startsWith("#") || line.isBlank()) {
      return;
    } else if (whole) {
      throw wrong("nothing follows '" + CassetteLines.LAST + "'");
    } else if (line.equals(CassetteLines.LAST)) {
      whole = draft == null;
    } else {
      try {
        part(line);
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The last line of a file, which a kill may have cut: then what came before it is left. */
  private void lineWithoutEnd(String line) {
    try {
      line(line);
    } catch (CassetteException e) {
      if (whole) {
        throw e;
      }
    }
  }

  private void first(String line) {
    String start = line.startsWith("\ufeff") ? line.substring(1) : line;
    if (!start.equals(CassetteLines.FIRST)) {
      throw new CassetteException(
          "'"
              + file
              + "' is no cassette that this version reads: its first line is not '"
              + CassetteLines.FIRST
              + "'.");
    }
  }

  private void part(String line) {
    Matcher match = UPSTREAM.matcher(line);
    if (match.matches()) {
      upstreams.put(match.group(1), address(match.group(2)));
      return;
    }
    match = EXCHANGE.matcher(line);
    if (match.matches()) {
      begin(Integer.parseInt(match.group(1)), match.group(2));
      return;
    }
    Draft current = draft;
    if (current == null) {
      throw wrong("expected 'upstream …' or 'exchange …'");
    }
    if (current.method == null) {
      request(current, line);
    } else if (line.startsWith(">")) {
      if (current.status > 0) {
        throw wrong("the request cannot go on behind its answer");
      }
      requestPart(current, line);
    } else if (line.startsWith("<") || line.startsWith("@")) {
      answerPart(current, line);
    } else {
      end(current, line);
    }
  }

  private void begin(int number, String upstream) {
    cutShort();
    if (!upstreams.containsKey(upstream)) {
      throw wrong("there is no line 'upstream " + upstream + " …' before it");
    }
    draft = new Draft(number, upstream);
  }

  private void request(Draft current, String line) {
    Matcher match = REQUEST.matcher(line);
    if (!match.matches()) {
      throw wrong("expected the request, such as '> POST /v1/chat/completions'");
    }
    current.method = match.group(1);
    current.target = match.group(2);
  }

  private void requestPart(Draft current, String line) {
    if (!body(line, current.requestBody)) {
      current.requestHeaders.add(header(line));
    }
  }

  private void answerPart(Draft current, String line) {
    Matcher match = ANSWER.matcher(line);
    if (current.status == 0) {
      if (!match.matches()) {
        throw wrong("expected the answer's status, such as '< 200 after 0.120s'");
      }
      current.status = Integer.parseInt(match.group(1));
      current.headAfter = time(match, 2);
      return;
    }
    match = CHUNK.matcher(line);
    if (match.matches()) {
      current.closeChunk();
      current.chunkAfter = time(match, 1);
    } else if (line.startsWith("<|") || line.startsWith("<:")) {
      if (current.chunkAfter == null) {
        current.chunkAfter = Duration.ZERO; // a person may leave out when it came
      }
      boolean unused = body(line, current.chunk);
    } else {
      current.headers.add(header(line));
    }
  }

  private void end(Draft current, String line) {
    Matcher match = END.matcher(line);
    if (!match.matches()) {
      throw wrong("cannot be understood");
    }
    Ending kind = Ending.ENDED;
    for (Ending one : Ending.values()) {
      kind = one.word().equals(match.group(1)) ? one : kind;
    }
    if (kind == Ending.ENDED && current.status == 0) {
      throw wrong("an answer that ends has a status before it, such as '< 200 after 0.120s'");
    }
    String why = match.group(4) == null ? "" : match.group(4);
    finish(current, new Taped.End(kind, time(match, 2), why));
  }

  private void finish(Draft current, Taped.End end) {
    current.closeChunk();
    Optional<Taped.Head> head =
        current.status == 0
            ? Optional.empty()
            : Optional.of(new Taped.Head(current.status, current.headAfter, current.headers));
    exchanges.add(
        new Taped(
            current.number,
            current.upstream,
            new Taped.Request(
                current.method == null ? "" : current.method,
                current.target,
                current.requestHeaders,
                current.requestBody.toByteArray()),
            head,
            current.chunks,
            end));
    draft = null;
  }

  /** An exchange without an end: who recorded it was killed. */
  private void cutShort() {
    if (draft != null && draft.method != null) {
      finish(draft, new Taped.End(Ending.CUT, Duration.ZERO, "the recording was cut short here"));
    }
    draft = null;
  }

  private static boolean body(String line, ByteArrayOutputStream bytes) {
    char kind = line.length() > 1 ? line.charAt(1) : ' ';
    if (kind != '|' && kind != ':') {
      return false;
    }
    String text = line.substring(2);
    bytes.writeBytes(EscapedText.bytes(text.startsWith(" ") ? text.substring(1) : text));
    if (kind == '|') {
      bytes.write('\n');
    }
    return true;
  }

  private Entry<String, String> header(String line) {
    Matcher match = HEADER.matcher(line);
    if (!match.matches()) {
      throw wrong("expected a header, such as '> content-type: application/json'");
    }
    byte[] value = EscapedText.bytes(match.group(2));
    return Map.entry(match.group(1), new String(value, java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Duration time(Matcher match, int group) {
    String fraction = match.group(group + 1) == null ? "" : match.group(group + 1);
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    return Duration.ofSeconds(Long.parseLong(match.group(group)), nanos);
  }

  private URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong("'" + text + "' is no address");
    }
  }

  private CassetteException wrong(String why) {
    return new CassetteException("'" + file + "', line " + lineNumber + ": " + why + ".");
  }
}
