package dev.runnel.provider.ails;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class AilsProviderTest {
  @Test
  void itIsFoundAndDescribesItself() {
    Provider provider =
        ServiceLoader.load(Provider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(AilsProvider.class::isInstance)
            .findFirst()
            .orElseThrow();
    ProviderDescription description = provider.describe();

    assertThat(description.id()).isEqualTo("ails");
    assertThat(description.official()).isFalse();
    assertThat(description.authentication().required()).isFalse();
    assertThat(description.homepage()).hasToString("Optional[https://ai.ls]");
    assertThat(description.capabilities().signatureLine())
        .isEqualTo(
            "(model: String, messages: List<Message>, temperature: double, stream: boolean)");
  }

  @Test
  void connectingDoesNothingYet() {
    long before = threads();
    var driver =
        new AilsProvider().connect(EndpointConfig.builder(new AilsProvider().describe()).build());

    assertThat(driver.capabilities().offers("gpt-3.5-turbo")).isTrue();
    assertThat(threads()).isEqualTo(before);
    driver.close();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert.x-"))
        .count();
  }
}
