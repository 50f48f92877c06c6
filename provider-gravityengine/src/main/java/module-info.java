/** The driver of the unofficial service Gravityengine. */
module dev.runnel.provider.gravityengine {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.gravityengine.GravityengineProvider;
}
