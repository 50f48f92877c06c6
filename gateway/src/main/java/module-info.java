/**
 * An HTTP server that speaks OpenAI's and Anthropic's API, answered by whatever providers the
 * runner has.
 */
@SuppressWarnings("module") // the module that it is exported to is built later
module dev.runnel.gateway {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires transitive dev.runnel.config;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.vertx.core;
  requires io.vertx.web;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires static org.jspecify;

  exports dev.runnel.gateway;
  exports dev.runnel.gateway.access to
      dev.runnel.cli;
  exports dev.runnel.gateway.delivery;
  exports dev.runnel.gateway.form;
  exports dev.runnel.gateway.observe;
  exports dev.runnel.gateway.report;
}
