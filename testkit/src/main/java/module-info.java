/** The contract that every provider keeps, as tests; and what the tests of providers share. */
module dev.runnel.testkit {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive dev.runnel.core;
  requires transitive dev.runnel.sandbox;
  requires transitive net.jqwik.api;
  requires java.logging;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires static org.jspecify;

  exports dev.runnel.testkit;
  exports dev.runnel.testkit.contract;
  exports dev.runnel.testkit.upstream;
}
