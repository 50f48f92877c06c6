package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.HeldMain;
import dev.runnel.cli.stage.OnTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The bar, on a real pseudo-terminal. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and terminals are other ones there")
class BatchOnTerminalTest {
  @TempDir Path folder;

  @Test
  void theBarShowsHowFarItIsAndCtrlCLeavesAPlainScreen() throws Exception {
    try (OnTerminal terminal = batch(80, 6, 4)) {
      List<String> screen = terminal.await(lines -> bar(lines).contains(" 6/10"));
      assertThat(bar(screen)).startsWith(" 60% [=================>            ] 6/10");
      assertThat(screen).hasSize(1);

      terminal.type("\u0003");

      assertThat(terminal.exitCode()).isEqualTo(130);
      assertThat(String.join("\n", terminal.screen()))
          .contains(
              "batch: interrupted; 6 of 10 rows answered, 4 left. The same command goes on from")
          .doesNotContain("[==");
    }
    assertThat(Files.readAllLines(folder.resolve("out.jsonl"))).hasSize(6);
  }

  @Test
  void theBarFitsANarrowTerminal() throws Exception {
    try (OnTerminal terminal = batch(24, 6, 4)) {
      terminal.await(lines -> bar(lines).contains("6/10"));

      assertThat(terminal.raw().split("\r\u001b\\[K")).allMatch(drawn -> drawn.length() < 24);
      terminal.type("\u0003");
      assertThat(terminal.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void atTheEndTheBarIsGone() throws Exception {
    try (OnTerminal terminal = batch(80, 10, 0)) {
      assertThat(terminal.exitCode()).isZero();

      assertThat(terminal.raw()).contains("/10"); // how often it was drawn depends on the machine
      assertThat(terminal.screen()).hasSize(2);
      assertThat(terminal.screen().get(0)).startsWith("batch: 10 of 10 rows answered in ");
      assertThat(terminal.screen().get(1)).isEmpty();
    }
  }

  private OnTerminal batch(int columns, int answered, int held) throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < answered; i++) {
      rows.add("row " + i);
    }
    for (int i = 0; i < held; i++) {
      rows.add("hold " + i);
    }
    Path in = Files.write(folder.resolve("in.txt"), rows);
    return OnTerminal.start(
        columns,
        HeldMain.class,
        "batch",
        in.toString(),
        "--lines",
        "-p",
        "aunt",
        "-O",
        folder.resolve("out.jsonl").toString());
  }

  private static String bar(List<String> lines) {
    return lines.get(lines.size() - 1);
  }
}
