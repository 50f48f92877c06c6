/** The driver of the unofficial service Lockchat. */
module dev.runnel.provider.lockchat {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.lockchat.LockchatProvider;
}
