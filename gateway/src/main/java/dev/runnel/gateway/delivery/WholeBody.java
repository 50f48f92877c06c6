package dev.runnel.gateway.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** The body of a response that is known whole before its head is sent. */
public final class WholeBody {
  private WholeBody() {}

  /**
   * What of a document is to be sent; the response is told its length. Who asks for the head alone
   * gets the same head and no body: of HTTP/2, Vert.x would send one.
   */
  public static Buffer of(HttpServerRequest request, byte[] document) {
    request.response().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(document.length));
    return HttpMethod.HEAD.equals(request.method()) ? Buffer.buffer() : Buffer.buffer(document);
  }
}
