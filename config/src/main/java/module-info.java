/** What users write into files: runnel.toml and the key file, read into a runner. */
module dev.runnel.config {
  requires transitive dev.runnel.runner;
  requires static org.jspecify;

  exports dev.runnel.config;
}
