package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "gemini-flash-latest, LEVEL_FROM_LOW",
    "gemini-flash-lite-latest, LEVEL_FROM_LOW",
    "gemini-4-argon, LEVEL_FROM_LOW",
    "gemini-12-neon, LEVEL_FROM_LOW",
    "gemini-3.8-flash, LEVEL_FROM_LOW",
    "gemini-3.1-pro-preview, LEVEL_FROM_LOW",
    "gemini-3-flash-preview, LEVEL_FROM_MINIMAL",
    "gemini-3.5-flash-lite, LEVEL_FROM_MINIMAL",
    "models/gemini-2.5-flash-lite, BUDGET",
    "gemini-2.5-pro, BUDGET",
    "gemini-2.0-flash, NO_THINKING",
    "gemini-1.5-pro-002, NO_THINKING",
    "gemma-3-27b-it, NO_THINKING",
    "tunedModels/my-model, NO_THINKING"
  })
  void theNameTellsHowTheModelIsToldToThink(String name, ModelName.Generation generation) {
    assertThat(ModelName.of(name).generation()).isEqualTo(generation);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-pro, models/gemini-2.5-pro",
    "models/gemini-2.5-pro, models/gemini-2.5-pro",
    "tunedModels/my-model, tunedModels/my-model",
    "a b?c:d, models/a%20b%3Fc%3Ad",
    "gemini-ü, models/gemini-%C3%BC"
  })
  void theNameIsPartOfThePath(String name, String path) {
    assertThat(ModelName.of(name).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secrets", "a/../b", "models//x"})
  void aNameThatWouldLeadElsewhereIsRefused(String name) {
    assertThatThrownBy(() -> ModelName.of(name).path()).isInstanceOf(ChatException.class);
  }

  @Test
  void idsOfCallsAreOursAndShort() {
    ToolCallIds ids = new ToolCallIds();
    String id = ids.next("y7OyaOPXGvaC-8YPqZ2BgA4/and-much-more-than-that", 12);
    assertThat(id).matches("[A-Za-z0-9_-]{1,40}").endsWith("-12");
    assertThat(ToolCallIds.isOurs(id)).isTrue();
    assertThat(ToolCallIds.isOurs("call_1")).isFalse();
    assertThat(ids.next("", 1)).startsWith(id.substring(0, id.lastIndexOf('-')));
    assertThat(new ToolCallIds().next("", 0)).isNotEqualTo(new ToolCallIds().next("", 0));
  }
}
