package dev.runnel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a recorder goes without the proxy, which is where the transport would. */
class ProxyExemptionsTest {
  @ParameterizedTest
  @CsvSource({
    "*, https://api.acme.example, true",
    "api.acme.example, https://api.acme.example, true",
    "ACME.example, https://api.acme.example, true",
    ".acme.example, https://acme.example, true",
    "*.acme.example, https://api.acme.example/v1, true",
    "api.acme.example:443, https://api.acme.example, true",
    ".acme.example:80, http://api.acme.example, true",
    "api.acme.example:8443, https://api.acme.example:8443, true",
    "api.acme.example:8443, https://api.acme.example, false",
    "[fd00::1]:443, https://[fd00::1]/v1, true",
    "[fd00::1], https://[fd00::1]/v1, true",
    "me.example, https://acme.example, false",
    "'', https://acme.example, false"
  })
  void anEntryCovers(String entry, URI address, boolean covered) {
    assertThat(ProxyExemptions.cover(List.of("other.example", entry), address)).isEqualTo(covered);
  }
}
