package dev.runnel.http.decode;

import static java.util.Objects.requireNonNull;

/**
 * JSON objects or arrays one after the other, with any white space between and within them. Each is
 * delivered as soon as its last bracket is there.
 *
 * <p>This frames and does not parse: where the input is a sequence of JSON documents the frames are
 * those documents; where it is not, either this decoder or the parser of a frame refuses it. What
 * cannot begin a document (an HTML page, say) is refused at its first byte.
 */
public final class JsonDocumentsDecoder extends FramingDecoder {
  private final DocumentListener listener;
  private final int maxEventBytes;

  /** The start of a document that the end of a feed cut. */
  private final ByteAccumulator document;

  /** How many bytes were decoded in former feeds. */
  private long decoded;

  private int markBytes;
  private int depth;
  private boolean inString;
  private boolean escaped;

  public JsonDocumentsDecoder(DocumentListener listener) {
    this(listener, DEFAULT_MAX_EVENT_BYTES);
  }

  /**
   * @param maxEventBytes the largest document that is accepted, positive
   */
  public JsonDocumentsDecoder(DocumentListener listener, int maxEventBytes) {
    this.listener = requireNonNull(listener, "listener is null");
    this.maxEventBytes = requirePositive(maxEventBytes);
    this.document = new ByteAccumulator(maxEventBytes);
  }

  @Override
  void decode(byte[] array, int from, int to) {
    int start = from;
    for (int i = from; i < to && !stopped(); i++) {
      byte b = array[i];
      if (depth == 0) {
        if (begins(b, decoded + (i - from))) {
          depth = 1;
          start = i;
        }
      } else if (inString) {
        withinString(b);
      } else if (closes(b, decoded + (i - from))) {
        deliver(array, start, i + 1);
      }
    }
    if (depth > 0) {
      document.append(array, start, to - start);
    }
    decoded += to - from;
  }

  @Override
  InputEnd finish() {
    boolean cutMark = markBytes > 0 && markBytes < Utf8Mark.LENGTH;
    return depth > 0 || cutMark ? InputEnd.INSIDE_EVENT : InputEnd.BETWEEN_EVENTS;
  }

  private void deliver(byte[] array, int from, int to) {
    if (document.isEmpty()) {
      if (to - from > maxEventBytes) {
        throw DecodeException.eventTooLarge(maxEventBytes);
      }
      listener.onDocument(array, from, to - from);
    } else {
      document.append(array, from, to - from);
      listener.onDocument(document.array(), 0, document.size());
      document.clear();
    }
  }

  private boolean begins(byte b, long position) {
    boolean inMark = markBytes > 0 && markBytes < Utf8Mark.LENGTH;
    if (!inMark) {
      if (b == '{' || b == '[') {
        return true;
      }
      if (isWhiteSpace(b)) {
        return false;
      }
    }
    if (position == markBytes && position < Utf8Mark.LENGTH && b == Utf8Mark.byteAt(markBytes)) {
      markBytes++;
      return false;
    }
    throw DecodeException.malformed(
        "Expected a JSON object or array, found byte 0x" + hex(b), position);
  }

  private void withinString(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
    }
  }

  /** Whether the byte, which is outside a string, closes the document. */
  private boolean closes(byte b, long position) {
    switch (b) {
      case '"':
        inString = true;
        return false;
      case '{':
      case '[':
        depth++;
        return false;
      case '}':
      case ']':
        return --depth == 0;
      default:
        if (!isWhiteSpace(b) && !isOfScalar(b)) {
          throw DecodeException.malformed(
              "Byte 0x" + hex(b) + " cannot stand in JSON outside a string", position);
        }
        return false;
    }
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Separators, numbers and the three literals. */
  private static boolean isOfScalar(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == ','
        || b == ':'
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }

  private static String hex(byte b) {
    return String.format("%02x", b & 0xff);
  }
}
