package dev.runnel.spi;

/**
 * A chat service, as a jar brings it. Has a public no-argument constructor, and neither the
 * constructor nor {@link #describe()} does I/O or starts threads: discovery makes one of each
 * provider on the class path.
 */
public interface Provider {
  /**
   * The generation of this SPI. It changes only when old providers could no longer work; a provider
   * hands the value it was <em>compiled</em> with to {@link ProviderDescription#builder}, so that a
   * mismatch is recognised and said.
   */
  int SPI_GENERATION = 1;

  /** Who this is and what can be configured. The same on every call; no I/O. */
  ProviderDescription describe();

  /**
   * Makes a driver for one configured endpoint. A provider may be connected many times, at once and
   * with different configurations. Sends nothing yet.
   *
   * @throws dev.runnel.spi.ConfigurationException when the options do not fit together
   */
  Driver connect(EndpointConfig config);
}
