/**
 * The API for callers of chat models and the SPI for authors of providers. Needs nothing but the
 * JDK.
 */
module dev.runnel.core {
  requires static org.jspecify;

  exports dev.runnel.api;
  exports dev.runnel.discovery;
  exports dev.runnel.guard;
  exports dev.runnel.spi;
  exports dev.runnel.tools;

  uses dev.runnel.spi.Provider;
}
