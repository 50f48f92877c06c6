package dev.runnel.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlCharactersTest {
  @Test
  void nothingThatSteersATerminalRemains() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x3000; c++) {
      all.append(c);
    }
    String safe = ControlCharacters.neutralised(all.toString());

    assertThat(safe.chars())
        .filteredOn(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
        .isEmpty();
    assertThat(safe).contains("\n", "\t", "␛", "é").doesNotContain("\u202e", "\u2066");
  }

  @Test
  void aLineEndOfTwoCharactersIsOneEvenInTwoPieces() {
    ControlCharacters characters = new ControlCharacters();

    assertThat(characters.next("a\r") + characters.next("\nb\rc\r") + characters.end())
        .isEqualTo("a\nb␍c␍");
  }

  @Test
  void plainTextIsNotCopied() {
    String text = "plain 😀\n";
    assertThat(new ControlCharacters().next(text)).isSameAs(text);
  }
}
