/** The {@code runnel} command. */
module dev.runnel.cli {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires dev.runnel.cassette;
  requires dev.runnel.config;
  requires dev.runnel.core;
  requires dev.runnel.gateway;
  requires dev.runnel.history;
  requires dev.runnel.plugins;
  requires dev.runnel.runner;
  requires dev.runnel.sandbox;
  requires info.picocli;
  requires java.logging;
  requires json.schema;
  requires org.jline;
  requires static org.jspecify;

  exports dev.runnel.cli;

  opens dev.runnel.cli.command to
      info.picocli;
}
