package dev.runnel.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of models by their names. */
class ModelTraitsTest {

  @ParameterizedTest
  @CsvSource({
    "claude-3-haiku-20240307, NONE, DISABLED, true, true, 4096",
    "claude-3-5-sonnet-20241022, NONE, DISABLED, true, true, 8192",
    "claude-3-7-sonnet-latest, BUDGET, DISABLED, true, true, 32000",
    "claude-opus-4-20250514, BUDGET, DISABLED, true, true, 32000",
    "claude-opus-4-1, BUDGET, DISABLED, true, true, 32000",
    "claude-haiku-4-5-20251001, BUDGET, DISABLED, true, true, 32000",
    "claude-opus-4-5@20251101, BUDGET, DISABLED, true, true, 32000",
    "claude-sonnet-4-6, ADAPTIVE, DISABLED, true, true, 32000",
    "claude-opus-4-6, ADAPTIVE, DISABLED, true, true, 32000",
    "claude-opus-4-7, ADAPTIVE, DISABLED, false, true, 32000",
    "claude-opus-4-8, ADAPTIVE, DISABLED, false, true, 32000",
    "claude-opus-5, ADAPTIVE, DISABLED, false, true, 32000",
    "claude-sonnet-5, ADAPTIVE, DISABLED, false, true, 32000",
    "claude-haiku-5-5, ADAPTIVE, DISABLED, false, true, 32000",
    "claude-sonnet-5-5, ADAPTIVE, BETWEEN_TOOLS, false, false, 32000",
    "claude-opus-5-5, ADAPTIVE, NEVER, false, false, 32000",
    "claude-fable-5-2, ADAPTIVE, NEVER, false, false, 32000",
    "claude-mythos-preview, ADAPTIVE, NEVER, false, false, 32000",
    "claude-opus-7, ADAPTIVE, NEVER, false, false, 32000",
    "kimi-k2, BUDGET, DISABLED, true, true, 32000",
    "fault-reset, BUDGET, DISABLED, true, true, 32000"
  })
  void byFamilyAndVersion(
      String name,
      ModelTraits.Thinking thinking,
      ModelTraits.Off off,
      boolean samples,
      boolean callsOnDemand,
      int maxTokens) {
    ModelTraits model = ModelTraits.of(name);

    assertThat(model.thinking()).isEqualTo(thinking);
    assertThat(model.off()).isEqualTo(off);
    assertThat(model.samples()).isEqualTo(samples);
    assertThat(model.callsOnDemand()).isEqualTo(callsOnDemand);
    assertThat(model.usualMaxTokens()).isEqualTo(maxTokens);
  }

  @Test
  void aDateIsNoVersion() {
    assertThat(ModelTraits.of("claude-opus-4-20250514").takesSchemas()).isFalse();
    assertThat(ModelTraits.of("claude-opus-4-5-20251101").takesSchemas()).isTrue();
  }

  @Test
  void whoeverChoosesAModelIsToldWhatItIgnores() {
    assertThat(ModelTraits.of("claude-opus-5-5").info().ignored())
        .containsExactlyInAnyOrder(RequestParameter.TEMPERATURE, RequestParameter.TOP_P);
    assertThat(ModelTraits.of("claude-3-5-haiku-latest").info().ignored())
        .containsExactly(RequestParameter.REASONING_EFFORT);
    assertThat(ModelTraits.of("claude-3-5-haiku-latest").info().features())
        .containsEntry(Feature.JSON_SCHEMA, Support.NO)
        .containsEntry(Feature.REASONING, Support.NO);
    assertThat(ModelTraits.of("kimi-k2").info().features()).isEmpty();
  }

  @Test
  void aLaterInterfaceTakesNoSampling() {
    for (String name : new String[] {"claude-sonnet-4-5", "kimi-k2"}) {
      assertThat(ModelTraits.of(name, "2023-06-01").samples()).isTrue();
      for (String later : new String[] {"2026-10-21", "2027-02-03"}) {
        assertThat(ModelTraits.of(name, later).samples()).isFalse();
        assertThat(ModelTraits.of(name, later).info().ignored())
            .contains(RequestParameter.TEMPERATURE, RequestParameter.TOP_P);
      }
    }
  }
}
