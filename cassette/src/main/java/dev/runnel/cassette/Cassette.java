package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exchanges with services, as they were heard on the wire, in a text file. Immutable.
 *
 * <pre>{@code
 * // once, with a key and a network:
 * try (Recorder recorder = Cassette.record(URI.create("https://api.acme.com/v1"), file)) {
 *   … an endpoint whose base-url is recorder.baseUrl() …
 * }
 * // from then on, in every build:
 * try (Player player = Cassette.replay(file)) {
 *   … an endpoint whose base-url is player.baseUrl() …
 *   player.verify();
 * }
 * }</pre>
 */
public final class Cassette {
  /** What the only upstream of a cassette is called where nobody names it. */
  static final String UPSTREAM = "upstream";

  private final String file;
  private final Map<String, URI> upstreams;
  private final List<Taped> exchanges;
  private final boolean whole;

  Cassette(String file, Map<String, URI> upstreams, List<Taped> exchanges, boolean whole) {
    this.file = file;
    this.upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
    this.exchanges = List.copyOf(exchanges);
    this.whole = whole;
  }

  /**
   * Starts to record what a service is asked and answers, into a new file.
   *
   * @param upstream the service's base URL
   * @throws CassetteException when the file exists, or cannot be written; see {@link
   *     Recorder.Builder#overwrite}
   */
  public static Recorder record(URI upstream, Path file) {
    Recorder recorder = Recorder.to(file).start();
    try {
      recorder.inFrontOf(Upstream.of(UPSTREAM, upstream));
      return recorder;
    } catch (RuntimeException | Error e) {
      recorder.close();
      throw e;
    }
  }

  /**
   * Starts to answer from a cassette, without waiting where the service took its time.
   *
   * @throws CassetteException when the file cannot be read, or is no cassette
   */
  public static Player replay(Path file) {
    return Player.of(file).start();
  }

  /**
   * Reads a cassette.
   *
   * @throws CassetteException when the file cannot be read, or is no cassette; it says in which
   *     line
   */
  public static Cassette read(Path file) {
    try {
      return of(Files.readAllBytes(file), String.valueOf(file.getFileName()));
    } catch (NoSuchFileException e) {
      throw new CassetteException("There is no cassette '" + file + "'.", e);
    } catch (CharacterCodingException e) {
      throw new CassetteException("'" + file + "' is no cassette: it is no UTF-8.", e);
    } catch (IOException e) {
      throw new CassetteException("The cassette '" + file + "' cannot be read: " + e + ".", e);
    }
  }

  static Cassette of(byte[] bytes, String file) throws CharacterCodingException {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    // Not to its end: a kill may have cut the last character, which is then left in the buffer.
    CoderResult result = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, false);
    if (result.isError()) {
      result.throwException();
    }
    return CassetteParser.parse(text.flip().toString(), file);
  }

  /** The file's name, for messages. */
  public String file() {
    return file;
  }

  /** The services that were asked: their names, and the base URLs they had; unmodifiable. */
  public Map<String, URI> upstreams() {
    return upstreams;
  }

  /** How many exchanges there are. */
  public int size() {
    return exchanges.size();
  }

  /**
   * Whether the recording came to its end; otherwise it was killed, and the last exchange is cut.
   */
  public boolean whole() {
    return whole;
  }

  List<Taped> exchanges() {
    return exchanges;
  }

  @Override
  public String toString() {
    return "Cassette[" + file + ", " + size() + " exchanges" + (whole ? "" : ", cut") + "]";
  }
}
