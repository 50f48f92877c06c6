package dev.runnel.sandbox.script;

import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.SseStyle;
import dev.runnel.sandbox.dialect.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** What holds for a whole answer; filled in afresh each time a script is fitted to a request. */
final class Terms {

  int status = 200;
  @Nullable Trouble trouble;
  final List<Entry<String, String>> headers = new ArrayList<>();
  @Nullable String contentType;
  boolean withoutContentType;
  boolean asSse;
  boolean gzip;
  SseStyle style = SseStyle.USUAL;
  Pace pace = Pace.none();
  @Nullable Framing framing;
  Pieces pieces = new Pieces.AsSaid();
  Ending ending = Ending.CLEAN;
  long cutBodyAt = Long.MAX_VALUE;
  long cutWireAt = Long.MAX_VALUE;

  int statusBy(ErrorForm errors) {
    return trouble == null ? status : errors.status(trouble);
  }

  boolean cut() {
    return cutBodyAt != Long.MAX_VALUE || cutWireAt != Long.MAX_VALUE;
  }

  /** A cut without a word on how means that the connection is closed there. */
  Ending endingInEffect() {
    return cut() && ending == Ending.CLEAN ? Ending.CLOSE : ending;
  }

  Framing framingFor(boolean wholeDocument, boolean endless) {
    if (framing != null) {
      return framing;
    }
    // A server knows the length of what it has in hand, and not of what it never gets to say.
    boolean known =
        (wholeDocument || status != 200 || trouble != null) && ending == Ending.CLEAN && !endless;
    return known ? new Framing.Length() : new Framing.Chunked();
  }

  List<Entry<String, String>> headersFor(String usualContentType) {
    List<Entry<String, String>> all = new ArrayList<>();
    if (!withoutContentType) {
      all.add(Map.entry("content-type", contentType == null ? usualContentType : contentType));
    }
    if (gzip) {
      all.add(Map.entry("content-encoding", "gzip"));
    }
    all.addAll(headers);
    return all;
  }
}
