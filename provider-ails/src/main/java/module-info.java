/** The driver for AI.LS. */
module dev.runnel.provider.ails {
  requires dev.runnel.http;
  requires static org.jspecify;

  exports dev.runnel.provider.ails;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.ails.AilsProvider;
}
