package dev.runnel.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandNameTest {
  @ParameterizedTest
  @EnumSource
  void helpFitsIntoATerminalOf80Columns(CommandName command) {
    assertThat(command.help()).startsWith("  " + command.typed()).hasSizeLessThan(80);
  }
}
