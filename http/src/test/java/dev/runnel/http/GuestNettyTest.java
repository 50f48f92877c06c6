package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** That a plugin's Netty leaves the program's alone; that it leaves nothing, plugins/ tests. */
@Isolated("it sets a system property")
class GuestNettyTest {
  private static final String FLIGHT_RECORDER = "io.netty.jfr.enabled";

  private static String seenBy(ClassLoader http) {
    return GuestNetty.start(http, () -> String.valueOf(System.getProperty(FLIGHT_RECORDER)));
  }

  @Test
  void aGuestStartsWithoutTheFlightRecorderAndTheProgramWithIt() {
    assertThat(seenBy(new ClassLoader() {})).isEqualTo("false");
    assertThat(System.getProperty(FLIGHT_RECORDER)).isNull();
    assertThat(seenBy(Provider.class.getClassLoader())).isEqualTo("null");
  }

  @Test
  void whatTheUserHasSetStands() {
    System.setProperty(FLIGHT_RECORDER, "true");
    try {
      assertThat(seenBy(new ClassLoader() {})).isEqualTo("true");
      assertThat(System.getProperty(FLIGHT_RECORDER)).isEqualTo("true");
    } finally {
      System.clearProperty(FLIGHT_RECORDER);
    }
  }
}
