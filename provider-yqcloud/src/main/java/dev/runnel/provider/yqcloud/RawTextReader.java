package dev.runnel.provider.yqcloud;

import dev.runnel.http.AnswerHead;
import dev.runnel.http.AnswerReader;
import dev.runnel.http.decode.Utf8Decoder;
import dev.runnel.spi.Exchange;

/**
 * Reads text without framing or end mark. The only evidence of its end is the transport's own: the
 * last chunk or the full content length. Where the service announces neither, a broken connection
 * can look like an end, so that its mere end is no evidence.
 */
final class RawTextReader implements AnswerReader {
  private final Exchange exchange;
  private final EchoFilter echo;
  private final Utf8Decoder text;
  private boolean endIsEvidence;

  RawTextReader(Exchange exchange, String prefix, String message) {
    this.exchange = exchange;
    echo = new EchoFilter(prefix, message, exchange::token);
    text = new Utf8Decoder(echo::text);
  }

  @Override
  public void onHead(AnswerHead head) {
    endIsEvidence =
        head.header("content-length").isPresent()
            || head.header("transfer-encoding").filter(how -> how.contains("chunked")).isPresent();
  }

  @Override
  public void onBytes(byte[] array, int offset, int length) {
    text.feed(array, offset, length);
  }

  @Override
  public void onEnd() {
    text.endOfInput();
    echo.end();
    if (endIsEvidence) {
      exchange.complete();
    } else {
      exchange.endOfInput();
    }
  }
}
