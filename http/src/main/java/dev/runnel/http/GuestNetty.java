package dev.runnel.http;

import dev.runnel.spi.Provider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Netty where it is a guest: in a class loader that goes away before the program does, since a
 * plugin brought this HTTP support along.
 *
 * <p>Netty's allocator leaves a listener with the JDK's flight recorder, which holds it, its class
 * and so the whole class loader until the program ends; nobody can take it back. So a guest's Netty
 * is started without its events for the flight recorder, unless the user has set the property that
 * decides this. Netty reads it once, when it starts, and it is put back as it was: the program's
 * own Netty keeps its events.
 */
final class GuestNetty {
  private static final String FLIGHT_RECORDER = "io.netty.jfr.enabled";

  private GuestNetty() {}

  /**
   * Starts something that starts Netty.
   *
   * @param http the loader of the HTTP support, and so of Netty
   */
  static <T> T start(@Nullable ClassLoader http, Supplier<T> start) {
    if (!isGuest(http) || System.getProperty(FLIGHT_RECORDER) != null) {
      return start.get();
    }
    System.setProperty(FLIGHT_RECORDER, "false");
    try {
      return start.get();
    } finally {
      System.clearProperty(FLIGHT_RECORDER);
    }
  }

  /** Core is the program's wherever it is; what does not come with it, comes and goes alone. */
  private static boolean isGuest(@Nullable ClassLoader http) {
    return http != Provider.class.getClassLoader();
  }
}
