/** What users write into files: runnel.toml and the key file, read into a runner. */
module dev.runnel.config {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.toml;
  requires transitive dev.runnel.runner;
  requires static org.jspecify;

  exports dev.runnel.config;
  exports dev.runnel.config.keys;
  exports dev.runnel.config.live;
  exports dev.runnel.config.settings;
  exports dev.runnel.config.template;
}
