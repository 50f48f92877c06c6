package dev.runnel.provider.yqcloud;

import dev.runnel.api.Warning;
import dev.runnel.http.AnswerHead;
import dev.runnel.http.AnswerReader;
import dev.runnel.http.decode.InputEnd;
import dev.runnel.http.decode.Utf8Decoder;
import dev.runnel.spi.Exchange;
import java.util.Locale;

/**
 * Reads text without framing or end mark. The only evidence of its end is the transport's own: the
 * last chunk or the full content length. Where the service announces neither, a broken connection
 * can look like an end, so that its mere end is no evidence.
 */
final class RawTextReader implements AnswerReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Exchange exchange;
  private final EchoFilter echo;
  private final Utf8Decoder text = new Utf8Decoder(this::onText);
  private boolean begun;
  private boolean endIsEvidence;

  RawTextReader(Exchange exchange, String prefix, String message) {
    this.exchange = exchange;
    echo = new EchoFilter(prefix, message, exchange::token);
  }

  @Override
  public void onHead(AnswerHead head) {
    endIsEvidence =
        head.header("content-length").isPresent()
            || head.header("transfer-encoding")
                .filter(how -> how.toLowerCase(Locale.ROOT).contains("chunked"))
                .isPresent();
  }

  @Override
  public void onBytes(byte[] array, int offset, int length) {
    text.feed(array, offset, length);
  }

  private void onText(String piece) {
    boolean mark = !begun && piece.startsWith(BYTE_ORDER_MARK);
    begun = true;
    echo.text(mark ? piece.substring(BYTE_ORDER_MARK.length()) : piece);
  }

  @Override
  public void onEnd() {
    if (text.endOfInput() == InputEnd.INSIDE_EVENT) {
      exchange.warn(
          new Warning(Warning.Kind.PROTOCOL, "The answer of the service ended inside a character"));
    }
    echo.end();
    if (endIsEvidence) {
      exchange.complete();
    } else {
      exchange.endOfInput();
    }
  }
}
