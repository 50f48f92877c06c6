/** For authors of HTTP providers: transport, stream decoders, JSON, error mapping. */
module dev.runnel.http {
  requires transitive dev.runnel.core;
  requires com.fasterxml.jackson.core;
  requires io.netty.codec;
  requires io.netty.handler.proxy;
  requires io.netty.transport;
  requires io.vertx.core;
  requires io.vertx.web.client;
  requires io.vertx.web.common;
  requires static org.jspecify;

  exports dev.runnel.http;
  exports dev.runnel.http.decode;
  exports dev.runnel.http.json;
  exports dev.runnel.http.openai;
}
