package dev.runnel.provider.ails;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AilsSignatureTest {
  private static final String CONSTANT = AilsOptions.SIGNING_CONSTANT.defaultValue().orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "'Hello, who are you?', ff97de181ca5f3f45d58a75739b45dd233b0ec219feb63a5f3e718fea63cc297",
    "'',                    22a1e961e7729debbd43adabb495aa825d75f3c2ab4f370a4f6abbe2a316f562",
    "'Привет, как дела?',   e5ec3df8c8a9adc6416a5526707ad1fed504b9e41375d473b199d3f2ffe2f7d4",
    "'hi 😀',               0849381ed061672517552e14f8648a2fe24ec644a2ea7e32d0a20489f6feac5b"
  })
  void aMessageIsSignedAsTheWebClientSignsIt(String message, String signature) {
    assertThat(AilsSignature.of("1687700000001", message, CONSTANT)).isEqualTo(signature);
  }

  @Test
  void theTimeIsMadeOdd() {
    assertThat(time(1687700000000L)).isEqualTo("1687700000001");
    assertThat(time(1687700000008L)).isEqualTo("1687700000009");
    assertThat(time(1687700000007L)).isEqualTo("1687700000007");
    assertThat(time(1687700000009L)).isEqualTo("1687700000009");
  }

  private static String time(long millis) {
    return AilsSignature.time(Instant.ofEpochMilli(millis));
  }
}
