package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Server-sent events, by the rules of the WHATWG HTML standard, section 9.2.6 (interpreting an
 * event stream): lines end with LF, CRLF or CR, mixed at will; a byte order mark at the start is
 * dropped; a blank line dispatches; comments and unknown fields are ignored; an event without a
 * data field is none; an event that the end of the input cuts is dropped, and reported.
 *
 * <p>An event of one data line that lies whole in the fed array is handed out where it lies,
 * without a copy. The bound holds for the joined data of an event and for any single line.
 */
public final class SseDecoder extends FramingDecoder {
  private static final String DEFAULT_NAME = "message";
  private static final byte[] NO_BYTES = {};

  /** How much of an earlier line is kept to compare others with. */
  private static final int KEPT_BYTES = 512;

  /** Lines that are no longer than this are searched as fast as compared. */
  private static final int WORTH_COMPARING = 64;

  private final SseListener listener;
  private final int maxEventBytes;

  /** The start of a line that the end of a feed cut. */
  private final ByteAccumulator line;

  /** The data of the event at hand, where it is not one line in the fed array. */
  private final ByteAccumulator data;

  /** How an earlier long line began. */
  private byte[] earlier = NO_BYTES;

  private int earlierLength;

  private boolean firstLine = true;
  private boolean afterReturn;

  private boolean hasData;
  private byte[] dataArray = NO_BYTES;
  private int dataOffset;
  private int dataLength;
  private boolean dataInFedArray;

  private String name = "";
  private byte[] lastNameBytes = NO_BYTES;
  private String lastName = "";

  private String idField = "";
  private String lastEventId = "";
  private long reconnectionMillis = -1;

  public SseDecoder(SseListener listener) {
    this(listener, DEFAULT_MAX_EVENT_BYTES);
  }

  /**
   * @param maxEventBytes the largest event that is accepted, positive
   */
  public SseDecoder(SseListener listener, int maxEventBytes) {
    this.listener = requireNonNull(listener, "listener is null");
    this.maxEventBytes = requirePositive(maxEventBytes);
    this.line = new ByteAccumulator(maxEventBytes);
    this.data = new ByteAccumulator(maxEventBytes);
  }

  /** The last event's id, which stays until another is given; empty if there was none. */
  public String lastEventId() {
    return lastEventId;
  }

  /** What the last valid {@code retry} field asked for, in milliseconds, or -1. */
  public long reconnectionMillis() {
    return reconnectionMillis;
  }

  @Override
  void decode(byte[] array, int from, int to) {
    int position = from;
    if (afterReturn) {
      afterReturn = false;
      if (array[position] == '\n') {
        position++;
      }
    }
    while (position < to && !stopped()) {
      int alike = likeEarlier(array, position, to);
      int end = LineEnds.indexOf(array, position + alike, to);
      if (end == to) {
        line.append(array, position, to - position);
        break;
      }
      if (end - position > WORTH_COMPARING) {
        keepForComparison(array, position, end, alike);
      }
      takeLine(array, position, end);
      position = end + 1;
      if (array[end] == '\r') {
        if (position == to) {
          afterReturn = true;
        } else if (array[position] == '\n') {
          position++;
        }
      }
    }
    if (dataInFedArray) {
      keepData();
    }
  }

  @Override
  InputEnd finish() {
    boolean inside = hasData || !name.isEmpty() || cutLineIsOfAnEvent();
    return inside ? InputEnd.INSIDE_EVENT : InputEnd.BETWEEN_EVENTS;
  }

  /** Of a comment, nothing is lost. */
  private boolean cutLineIsOfAnEvent() {
    boolean marked = firstLine && Utf8Mark.at(line.array(), 0, line.size());
    int from = marked ? Utf8Mark.LENGTH : 0;
    return from < line.size() && line.array()[from] != ':';
  }

  /**
   * How many bytes begin a line just as an earlier one began, and so hold no line end. Events of
   * one stream differ little, and comparing is several times faster than searching.
   */
  private int likeEarlier(byte[] array, int from, int to) {
    int most = Math.min(to - from, earlierLength);
    int different = Arrays.mismatch(array, from, from + most, earlier, 0, most);
    return different < 0 ? most : different;
  }

  /** Keeps a line to compare others with, where the one that is kept has become of little use. */
  private void keepForComparison(byte[] array, int from, int to, int alike) {
    int length = Math.min(to - from, KEPT_BYTES);
    if (alike < length / 2) {
      if (earlierLength == 0) {
        earlier = new byte[KEPT_BYTES];
      }
      System.arraycopy(array, from, earlier, 0, length);
      earlierLength = length;
    }
  }

  private void takeLine(byte[] array, int from, int to) {
    if (line.isEmpty()) {
      if (to - from > maxEventBytes) {
        throw DecodeException.eventTooLarge(maxEventBytes);
      }
      onLine(array, from, to, true);
    } else {
      line.append(array, from, to - from);
      onLine(line.array(), 0, line.size(), false);
      line.clear();
    }
  }

  private void onLine(byte[] array, int lineStart, int to, boolean inFedArray) {
    int from = lineStart;
    if (firstLine) {
      firstLine = false;
      if (Utf8Mark.at(array, from, to)) {
        from += Utf8Mark.LENGTH;
      }
    }
    if (from == to) {
      dispatch();
      return;
    }
    int nameEnd = from;
    // The longest field name that means anything has five letters.
    int nameLimit = Math.min(to, from + 6);
    while (nameEnd < nameLimit && array[nameEnd] != ':') {
      nameEnd++;
    }
    int value = Math.min(nameEnd + 1, to);
    if (value < to && array[value] == ' ') {
      value++;
    }
    switch (nameEnd - from) {
      case 2:
        if (isField("id", array, from)) {
          onId(array, value, to);
        }
        break;
      case 4:
        if (isField("data", array, from)) {
          onData(array, value, to - value, inFedArray);
        }
        break;
      case 5:
        if (isField("event", array, from)) {
          name = nameOf(array, value, to);
        } else if (isField("retry", array, from)) {
          onRetry(array, value, to);
        }
        break;
      default:
    }
  }

  private static boolean isField(String field, byte[] array, int from) {
    for (int i = 0; i < field.length(); i++) {
      if (array[from + i] != field.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void onData(byte[] array, int offset, int length, boolean inFedArray) {
    if (!hasData && inFedArray) {
      dataArray = array;
      dataOffset = offset;
      dataLength = length;
      dataInFedArray = true;
    } else {
      if (dataInFedArray) {
        keepData();
      }
      if (hasData) {
        data.append((byte) '\n');
      }
      data.append(array, offset, length);
    }
    hasData = true;
  }

  /**
   * The fed array is the caller's again after the feed, so what is still needed of it is copied.
   */
  private void keepData() {
    data.append(dataArray, dataOffset, dataLength);
    dataArray = NO_BYTES;
    dataInFedArray = false;
  }

  private void onId(byte[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      if (array[i] == 0) {
        return;
      }
    }
    idField = new String(array, from, to - from, UTF_8);
  }

  private void onRetry(byte[] array, int from, int to) {
    // Eighteen digits fit in a long, and are longer than anybody waits.
    if (from == to || to - from > 18) {
      return;
    }
    long millis = 0;
    for (int i = from; i < to; i++) {
      if (array[i] < '0' || array[i] > '9') {
        return;
      }
      millis = millis * 10 + (array[i] - '0');
    }
    reconnectionMillis = millis;
  }

  /** Services that name their events use the same few names over and over. */
  private String nameOf(byte[] array, int from, int to) {
    if (!Arrays.equals(array, from, to, lastNameBytes, 0, lastNameBytes.length)) {
      lastNameBytes = Arrays.copyOfRange(array, from, to);
      lastName = new String(lastNameBytes, UTF_8);
    }
    return lastName;
  }

  private void dispatch() {
    String eventName = name.isEmpty() ? DEFAULT_NAME : name;
    name = "";
    lastEventId = idField;
    if (!hasData) {
      return;
    }
    hasData = false;
    if (dataInFedArray) {
      byte[] array = dataArray;
      dataArray = NO_BYTES;
      dataInFedArray = false;
      listener.onEvent(eventName, array, dataOffset, dataLength);
    } else {
      listener.onEvent(eventName, data.array(), 0, data.size());
      data.clear();
    }
  }
}
