package dev.runnel.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/**
 * The full parser is what a naive reading of the tree says; the scanner, where it answers, is what
 * the full parser says; and so the decoder is both.
 */
class OpenAiDecoderPropertyTest {
  private static final String REFUSED = "refused";

  @Property(tries = 3000)
  void theParserIsWhatANaiveReadingSays(@ForAll long seed) {
    String event = new ChunkTexts(seed, false).any();
    assertThat(parsed(new ChunkParser(), ChunkTexts.utf8(event)))
        .as(event)
        .isEqualTo(ReferenceReader.read(JsonView.parse(event)));
  }

  @Property(tries = 2000)
  void theParserRefusesWhatIsNoJson(@ForAll long seed) {
    ChunkTexts texts = new ChunkTexts(seed, true);
    byte[] event = texts.damaged(ChunkTexts.utf8(texts.any()));
    boolean isObject;
    try {
      // By way of a string, so that no other encoding than UTF-8 is thought of.
      isObject = JsonView.parse(new String(event, StandardCharsets.UTF_8)).isObject();
    } catch (DecodeException e) {
      // A tree holds every number, and so refuses some that the parser only skips.
      isObject = e.kind() == DecodeException.Kind.TOO_LARGE;
    }
    if (!isObject) {
      assertThat(parsed(new ChunkParser(), event)).as(show(event)).containsExactly(REFUSED);
    }
  }

  @Property(tries = 3000)
  void theScannerIsTheParserWhereItAnswers(@ForAll long seed) {
    ChunkTexts texts = new ChunkTexts(seed, true);
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] event = ChunkTexts.utf8(i % 3 == 0 ? texts.any() : texts.usual());
      events.add(event);
      events.add(texts.damaged(event));
    }
    scannerAgrees(events);
  }

  @Property
  @Label("the scanner is the parser, whatever single byte of a usual chunk is another")
  void anyOtherByteAnywhere(@ForAll long seed, @ForAll byte other) {
    byte[] event = ChunkTexts.utf8(new ChunkTexts(seed, true).usual());
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < event.length; i++) {
      byte[] changed = event.clone();
      changed[i] = other;
      events.add(event);
      events.add(changed);
    }
    scannerAgrees(events);
  }

  @Property
  void theScannerAnswersTheUsualChunks(@ForAll long seed) {
    ChunkTexts texts = new ChunkTexts(seed, true);
    ChunkScanner scanner = new ChunkScanner();
    for (int i = 0; i < 8; i++) {
      byte[] event = ChunkTexts.utf8(texts.usual());
      assertThat(scanner.scan(event, 0, event.length, new Chunk())).as(show(event)).isTrue();
    }
  }

  @Property
  void theDecoderIsTheParserOverAWholeStream(@ForAll long seed) {
    ChunkTexts texts = new ChunkTexts(seed, true);
    OpenAiDecoder decoder = new OpenAiDecoder();
    ChunkParser parser = new ChunkParser();
    for (int i = 0; i < 12; i++) {
      byte[] event = ChunkTexts.utf8(i % 4 == 3 ? texts.any() : texts.usual());
      Told told = new Told();
      decoder.decode(event, 0, event.length, told);
      // The decoder tells the id and the model only where they change.
      List<String> expected = withoutIdentity(parsed(parser, event));
      assertThat(withoutIdentity(told.lines)).as(show(event)).isEqualTo(expected);
    }
  }

  private static void scannerAgrees(List<byte[]> events) {
    ChunkScanner scanner = new ChunkScanner();
    ChunkParser parser = new ChunkParser();
    Chunk chunk = new Chunk();
    for (byte[] event : events) {
      if (scanner.scan(event, 0, event.length, chunk)) {
        assertThat(told(chunk)).as(show(event)).isEqualTo(parsed(parser, event));
      }
    }
  }

  private static List<String> parsed(ChunkParser parser, byte[] event) {
    Chunk chunk = new Chunk();
    try {
      parser.parse(event, 0, event.length, chunk);
      return told(chunk);
    } catch (DecodeException e) {
      return List.of(REFUSED);
    }
  }

  private static List<String> told(Chunk chunk) {
    Told told = new Told();
    chunk.tell(told);
    return told.lines;
  }

  private static List<String> withoutIdentity(List<String> lines) {
    return lines.stream().filter(l -> !l.startsWith("id ") && !l.startsWith("model ")).toList();
  }

  private static String show(byte[] event) {
    return new String(event, StandardCharsets.ISO_8859_1);
  }
}
