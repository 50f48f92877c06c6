package dev.runnel.runner.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.runner.route.Reach;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:80",
        "http://127.1.2.3",
        "http://localhost",
        "http://LOCALHOST:1/x",
        "http://[::1]:9",
        "http://[0:0:0:0:0:0:0:1]",
        "https://127.0.0.1"
      })
  void staysOnThisMachine(String address) {
    assertThat(Address.reach(Optional.of(URI.create(address)), Optional.empty()))
        .isEqualTo(Reach.LOOPBACK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1.example.com",
        "http://localhost@evil.example",
        "http://api.localhost",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "http://[2001:db8::1]",
        "http://0.0.0.0",
        "ftp://example.com"
      })
  void leavesInClear(String address) {
    assertThat(Address.reach(Optional.of(URI.create(address)), Optional.empty()))
        .isEqualTo(Reach.IN_CLEAR);
  }

  @Test
  void leavesProtectedOrUnsaid() {
    assertThat(Address.reach(Optional.of(URI.create("HTTPS://example.com")), Optional.empty()))
        .isEqualTo(Reach.PROTECTED);
    assertThat(Address.reach(Optional.empty(), Optional.empty())).isEqualTo(Reach.NOT_SAID);
  }

  @Test
  void goesWhereTheProxyIs() {
    Optional<URI> here = Optional.of(URI.create("http://127.0.0.1:1"));
    assertThat(Address.reach(here, Optional.of(URI.create("http://127.0.0.1:2"))))
        .isEqualTo(Reach.LOOPBACK);
    assertThat(Address.reach(here, Optional.of(URI.create("http://proxy.example"))))
        .isEqualTo(Reach.IN_CLEAR);
  }
}
