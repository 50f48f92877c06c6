/** Picks the endpoint that serves a request, and connects to it. */
@SuppressWarnings("module") // the module that it is exported to is built later
module dev.runnel.runner {
  requires transitive dev.runnel.core;
  // Guice needs it and, being an automatic module, cannot say so.
  requires com.google.common;
  requires com.google.guice;
  requires io.github.resilience4j.circuitbreaker;
  requires jakarta.inject;
  requires static org.jspecify;

  exports dev.runnel.runner;
  exports dev.runnel.runner.limit to
      dev.runnel.gateway;
  exports dev.runnel.runner.policy;
  exports dev.runnel.runner.route;
  exports dev.runnel.runner.trail;
  exports dev.runnel.runner.settings to
      dev.runnel.cli;

  opens dev.runnel.runner to
      com.google.guice;
  opens dev.runnel.runner.attempt to
      com.google.guice;
  opens dev.runnel.runner.endpoint to
      com.google.guice;
  opens dev.runnel.runner.keys to
      com.google.guice;
  opens dev.runnel.runner.limit to
      com.google.guice;
  opens dev.runnel.runner.pool to
      com.google.guice;
  opens dev.runnel.runner.routing to
      com.google.guice;
}
