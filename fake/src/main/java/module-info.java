/** A chat model for tests: says what the test says, and remembers what it was asked. */
module dev.runnel.fake {
  requires transitive dev.runnel.core;
  requires static transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.runnel.fake;
  exports dev.runnel.fake.junit;

  opens dev.runnel.fake.junit to
      org.junit.platform.commons;
}
