/**
 * A loopback upstream that speaks every protocol of the drivers, strictly, with scripted faults.
 */
@SuppressWarnings("module") // the cassette and the testkit are built after this
module dev.runnel.sandbox {
  requires transitive com.fasterxml.jackson.databind;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires static org.jspecify;

  exports dev.runnel.sandbox;
  exports dev.runnel.sandbox.dialect;
  exports dev.runnel.sandbox.exchange;
  exports dev.runnel.sandbox.fault;
  exports dev.runnel.sandbox.script;
  exports dev.runnel.sandbox.wire to
      dev.runnel.cassette,
      dev.runnel.testkit;
}
