/** The driver of the unofficial service Yqcloud. */
module dev.runnel.provider.yqcloud {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.yqcloud.YqcloudProvider;
}
