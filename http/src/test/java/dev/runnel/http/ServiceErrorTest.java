package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceErrorTest {
  @Test
  void aMessageOfEndlessLengthIsCutBeforeAnyMappingSearchesIt() {
    ServiceError error = ServiceError.inBody("model ".repeat(50_000) + "not found", null, null);

    assertThat(error.message()).hasSize(16 * 1024).startsWith("model model");
    assertThat(error.mentions("not found")).isFalse();
  }
}
