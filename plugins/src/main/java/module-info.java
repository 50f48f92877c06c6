/** Providers in jars of their own: found in folders, kept apart, replaced while in use. */
module dev.runnel.plugins {
  requires transitive dev.runnel.core;
  requires static jdk.jfr; // to verify a jar; without it that says less
  requires static org.jspecify;

  exports dev.runnel.plugins;
  exports dev.runnel.plugins.install;
  exports dev.runnel.plugins.lock;

  uses dev.runnel.plugins.install.ArtifactResolver;
}
