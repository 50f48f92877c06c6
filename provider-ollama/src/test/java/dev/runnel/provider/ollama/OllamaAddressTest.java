package dev.runnel.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of OLLAMA_HOST: after the cases of Ollama's own test of them. */
class OllamaAddressTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, http://127.0.0.1:11434",
        "1.2.3.4, http://1.2.3.4:11434",
        ":1234, http://127.0.0.1:1234",
        "1.2.3.4:1234, http://1.2.3.4:1234",
        "http://1.2.3.4, http://1.2.3.4",
        "http://1.2.3.4:1234, http://1.2.3.4:1234",
        "https://1.2.3.4, https://1.2.3.4",
        "https://1.2.3.4:1234, https://1.2.3.4:1234",
        "example.com, http://example.com:11434",
        "example.com:1234, http://example.com:1234",
        "example.com:, http://example.com:11434",
        "http://example.com:, http://example.com",
        "https://example.com, https://example.com",
        "https://example.com/ollama, https://example.com/ollama",
        "example.com/ollama, http://example.com:11434/ollama",
        "example.com:1234/ollama/, http://example.com:1234/ollama",
        "HTTP://example.com, http://example.com",
        "http://127.0.0.1:11434/, http://127.0.0.1:11434",
        "localhost, http://localhost:11434",
        "[::1], http://[::1]:11434",
        "::1, http://[::1]:11434",
        "[::1]:1337, http://[::1]:1337",
        "http://[::1]:1337, http://[::1]:1337",
        "0.0.0.0, http://127.0.0.1:11434",
        "0.0.0.0:1337, http://127.0.0.1:1337",
        "http://0.0.0.0:80, http://127.0.0.1",
        "[::], http://[::1]:11434",
        "::, http://[::1]:11434",
        "[::]:1337, http://[::1]:1337",
        "` 1.2.3.4 `, http://1.2.3.4:11434",
        "\"1.2.3.4\", http://1.2.3.4:11434",
        "\" 1.2.3.4 \", http://1.2.3.4:11434",
        "'1.2.3.4', http://1.2.3.4:11434",
        "ollama.com, https://ollama.com",
        "https://ollama.com, https://ollama.com",
        "example.com:0, http://example.com:0",
        "example.com:65535, http://example.com:65535",
      })
  void anAddressIsReadAsOllamaReadsIt(String text, URI address) {
    assertThat(OllamaAddress.read(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com:70000",
        "example.com:-1",
        "example.com:port",
        "ftp://example.com",
        "exam ple.com",
        "http://example.com?x=1",
        "http://example.com/#x",
        "[::1",
        "http://[nowhere]:1"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OllamaAddress.read(text))
        .withMessage(
            "expected a host, host:port or http address such as 127.0.0.1:11434, got '"
                + text
                + "'");
  }

  @Test
  void aPasswordIsNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OllamaAddress.read("http://me:hush@example.com"))
        .withMessageContaining("***@example.com")
        .withMessageNotContaining("hush");
  }
}
