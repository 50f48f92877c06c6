package dev.runnel.http.openai;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of the OpenAI form: a {@code chat.completion.chunk}, a whole {@code
 * chat.completion}, or an error in one of the shapes that services send.
 *
 * <ul>
 *   <li>Text, reasoning, refusal and tool calls are those of the first choice whose index is 0 (or,
 *       where it has none, that stands first). Its {@code delta} goes before its {@code message}:
 *       some services send both, and the message repeats the whole.
 *   <li>Empty and null fields tell nothing. Content may be an array of parts, of text and of
 *       thinking. A {@code function_call} is a tool call; arguments may be an object. Unknown
 *       fields are skipped; of a repeated field the last counts. A lone surrogate becomes U+FFFD.
 *   <li>An error is the {@code error} field (object or string); or an object of type {@code error};
 *       or {@code code} or {@code message} at the top where there are no choices.
 * </ul>
 *
 * <p>One decoder serves one answer, so that the id and the model are told once. It allocates little
 * beyond the strings it tells. Not safe for use by several threads at once.
 */
public final class OpenAiDecoder {
  private final ChunkScanner scanner = new ChunkScanner();
  private final ChunkParser parser = new ChunkParser();
  private final Chunk chunk = new Chunk();
  private @Nullable String id;
  private @Nullable String model;

  /**
   * Reads one event.
   *
   * @param array holds the event's JSON as UTF-8
   * @throws dev.runnel.http.decode.DecodeException if the event is not a JSON object, or exceeds a
   *     bound on its nesting; the listener has then heard nothing of it
   */
  public void decode(byte[] array, int offset, int length, OpenAiListener listener) {
    requireNonNull(listener, "listener is null");
    Objects.checkFromIndexSize(offset, length, array.length);
    if (!scanner.scan(array, offset, offset + length, chunk)) {
      parser.parse(array, offset, offset + length, chunk);
    }
    forgetRepeatedIdentity();
    chunk.tell(listener);
  }

  /** Whether an event is the marker {@code [DONE]}, which ends a stream and is not JSON. */
  public static boolean isDone(byte[] array, int offset, int length) {
    return DoneMarker.matches(array, offset, offset + length);
  }

  /** What the last event told already is not told again. */
  private void forgetRepeatedIdentity() {
    if (chunk.id != null) {
      if (chunk.id.equals(id)) {
        chunk.id = null;
      } else {
        id = chunk.id;
      }
    }
    if (chunk.model != null) {
      if (chunk.model.equals(model)) {
        chunk.model = null;
      } else {
        model = chunk.model;
      }
    }
  }
}
