/** Records what goes over the wire between a driver and its service, and plays it back. */
module dev.runnel.cassette {
  requires transitive dev.runnel.core;
  requires dev.runnel.sandbox;
  requires com.fasterxml.jackson.databind;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires io.netty.transport;
  requires static org.jspecify;

  exports dev.runnel.cassette;
}
