package dev.runnel.http.decode;

import static dev.runnel.http.decode.Cuts.feedByteByByte;
import static dev.runnel.http.decode.Cuts.feedWhole;
import static dev.runnel.http.decode.Cuts.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SseDecoderTest {
  private final List<String> events = new ArrayList<>();
  private final SseDecoder decoder = new SseDecoder(this::record);

  private void record(String name, byte[] array, int offset, int length) {
    events.add(name + "=" + Cuts.text(array, offset, length));
  }

  private List<String> eventsOf(String stream) {
    feedWhole(decoder, utf8(stream));
    return events;
  }

  @Nested
  class ParserTraps {

    @Test
    void dataWithAndWithoutTheSpace() {
      assertThat(eventsOf("data: a\n\ndata:b\n\ndata:  c\n\n"))
          .containsExactly("message=a", "message=b", "message= c");
    }

    @Test
    void lineEndsOfEveryKindAndTheirMixes() {
      assertThat(eventsOf("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\r\n\ndata: e\n\r\n"))
          .containsExactly("message=a", "message=b", "message=c", "message=d", "message=e");
    }

    @Test
    void lineEndsCutBetweenReturnAndFeed() {
      feedByteByByte(decoder, utf8("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n"));
      assertThat(events).containsExactly("message=a\nb", "message=c");
    }

    @Test
    void commentsBetweenEventsAndWithinThem() {
      assertThat(eventsOf(": ping\n\ndata: a\n: ping\n\n:\n\n: data: no\n\n"))
          .containsExactly("message=a");
    }

    @Test
    void dataWithinTheText() {
      assertThat(eventsOf("data: he said data: hello\n\n"))
          .containsExactly("message=he said data: hello");
    }

    @Test
    void severalDataLinesAreJoined() {
      assertThat(eventsOf("data: a\ndata\ndata: b\ndata:\n\n")).containsExactly("message=a\n\nb\n");
    }

    @Test
    void everythingCutAtEveryByte() {
      feedByteByByte(decoder, utf8("\uFEFFdata: Grüße 😀\r\n\r\nevent: x\ndata: 文字\n\n"));
      assertThat(events).containsExactly("message=Grüße 😀", "x=文字");
    }

    @Test
    void linesFarOver64KiB() {
      String text = "x".repeat(300_000);
      assertThat(eventsOf("data: " + text + "\n\ndata: b\n\n"))
          .containsExactly("message=" + text, "message=b");
    }

    @Test
    void bodyThatEndsInTheMiddleOfAnEvent() {
      InputEnd end = feedWhole(decoder, utf8("data: a\n\ndata: b\n"));
      assertThat(events).containsExactly("message=a");
      assertThat(end).isEqualTo(InputEnd.INSIDE_EVENT);
    }

    @Test
    void bytesAfterTheMarkerAreIgnoredOnceStopped() {
      SseDecoder[] self = new SseDecoder[1];
      self[0] =
          new SseDecoder(
              (name, array, offset, length) -> {
                record(name, array, offset, length);
                self[0].stop();
              });
      InputEnd end = feedWhole(self[0], utf8("data: [DONE]\n\ndata: more\n\ndata: cu"));
      assertThat(events).containsExactly("message=[DONE]");
      assertThat(end).isEqualTo(InputEnd.BETWEEN_EVENTS);
    }
  }

  @Nested
  class Fields {

    @Test
    void eventNameHoldsForOneEvent() {
      assertThat(eventsOf("event: ping\ndata: a\n\ndata: b\n\nevent:ping\ndata: c\n\n"))
          .containsExactly("ping=a", "message=b", "ping=c");
    }

    @Test
    void anEventWithoutDataIsNone() {
      assertThat(eventsOf("event: ping\n\nid: 1\n\ndata: b\n\n")).containsExactly("message=b");
    }

    @Test
    void emptyDataIsAnEvent() {
      assertThat(eventsOf("data\n\ndata:\n\n")).containsExactly("message=", "message=");
    }

    @Test
    void unknownFieldsAndNearMissesAreIgnored() {
      assertThat(eventsOf("dat: a\ndatas: b\n data: c\nDATA: d\nfoo\n\n")).isEmpty();
    }

    @Test
    void theLastIdStaysAndOneWithNulIsIgnored() {
      eventsOf("id: 7\ndata: a\n\nid: x\0y\ndata: b\n\n");
      assertThat(decoder.lastEventId()).isEqualTo("7");
    }

    @Test
    void retryTakesDigitsOnly() {
      eventsOf("retry: 1500\nretry: 2s\nretry: -1\nretry:\n\n");
      assertThat(decoder.reconnectionMillis()).isEqualTo(1500);
    }

    @Test
    void byteOrderMarkCountsOnlyAtTheStart() {
      assertThat(eventsOf("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly("message=a");
    }
  }

  @Nested
  class End {

    @Test
    void anEmptyStreamIsWhole() {
      assertThat(decoder.endOfInput()).isEqualTo(InputEnd.BETWEEN_EVENTS);
      assertThat(decoder.endOfInput()).isEqualTo(InputEnd.BETWEEN_EVENTS);
    }

    @Test
    void aCutCommentLosesNothing() {
      assertThat(feedWhole(decoder, utf8("data: a\n\n: pi"))).isEqualTo(InputEnd.BETWEEN_EVENTS);
    }

    @Test
    void aCutFieldNameIsInsideAnEvent() {
      assertThat(feedWhole(decoder, utf8("data: a\n\nda"))).isEqualTo(InputEnd.INSIDE_EVENT);
    }

    @Test
    void anEventNameWithoutItsDataIsInsideAnEvent() {
      assertThat(feedWhole(decoder, utf8("event: error\n"))).isEqualTo(InputEnd.INSIDE_EVENT);
    }

    @Test
    void nothingIsFedAfterTheEnd() {
      decoder.endOfInput();
      assertThatIllegalStateException().isThrownBy(() -> decoder.feed(utf8("data: a"), 0, 7));
    }
  }

  @Nested
  class Bounds {
    private final SseDecoder small = new SseDecoder(SseDecoderTest.this::record, 10);

    @Test
    void anEventOfTheBoundIsAccepted() {
      feedWhole(small, utf8("data: 1234\n\ndata: 1234\ndata:56789\n\n"));
      assertThat(events).containsExactly("message=1234", "message=1234\n56789");
    }

    @Test
    void aLineOverTheBoundIsRefusedBeforeItEnds() {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> small.feed(utf8("data: 12345"), 0, 11))
          .withMessageContaining("10 bytes")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(DecodeException.Kind.TOO_LARGE));
    }

    @Test
    void joinedDataOverTheBoundIsRefused() {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> feedByteByByte(small, utf8("data:1234\ndata:1234\ndata:1\n\n")));
      assertThat(events).isEmpty();
    }

    @Test
    void aDecoderThatHasThrownIgnoresTheRest() {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> small.feed(utf8("data: 12345"), 0, 11));
      small.feed(utf8("\n\ndata: a\n\n"), 0, 11);
      assertThat(events).isEmpty();
    }

    @Test
    void theBoundIsPositive() {
      assertThatIllegalArgumentException().isThrownBy(() -> new SseDecoder((n, a, o, l) -> {}, 0));
    }
  }

  @Test
  void anEventWithinTheFedArrayIsNotCopied() {
    byte[] stream = utf8("data: a\n\nevent: b\ndata: b\n\n");
    List<Integer> offsets = new ArrayList<>();
    SseDecoder viewing =
        new SseDecoder(
            (name, array, offset, length) -> {
              assertThat(array).isSameAs(stream);
              offsets.add(offset);
            });
    viewing.feed(stream, 0, stream.length);
    assertThat(offsets).containsExactly(6, 24);
  }
}
