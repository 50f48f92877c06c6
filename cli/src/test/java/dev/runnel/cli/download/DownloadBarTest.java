package dev.runnel.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.shell.Output;
import dev.runnel.plugins.lock.Coordinate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a person sees of a download. */
class DownloadBarTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private DownloadBar bar(int columns, boolean lines) {
    return new DownloadBar(new Output(err, columns > 0), columns, lines);
  }

  /** The lines that were drawn, one over the other. */
  private String drawn() {
    return err.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "|");
  }

  @Test
  void aTerminalShowsHowMuchOfAllJarsIsThereAndThenNothing() {
    try (DownloadBar bar = bar(80, false)) {
      bar.progress("acme-1.0.jar", 0, 3_000_000);
      bar.progress("acme-1.0.jar", 1_500_000, 3_000_000);
      bar.progress("client-5.0.jar", 0, 1_000_000);
      bar.progress("client-5.0.jar", 1_000_000, 1_000_000);
      bar.progress("acme-1.0.jar", 3_000_000, 3_000_000);
    }

    assertThat(drawn())
        .isEqualTo(
            "|["
                + " ".repeat(30)
                + "] acme-1.0.jar  0.0/3.0 MB"
                + "|[==============>               ] acme-1.0.jar  1.5/3.0 MB"
                + "|[==========>                   ] 2 jars  1.5/4.0 MB"
                + "|[=================>            ] 2 jars  2.5/4.0 MB"
                + "|["
                + "=".repeat(30)
                + "] 2 jars  4.0/4.0 MB|");
  }

  @Test
  void whereTheSizeIsUnknownOrThereIsNoRoomThereIsNoBar() {
    bar(80, false).progress("acme-1.0.jar", 1_500_000, -1);
    bar(20, false).progress("acme-1.0.jar", 1_500_000, 3_000_000);

    assertThat(drawn()).isEqualTo("|acme-1.0.jar  1.5 MB|acme-1.0.jar  1.5/3");
  }

  @Test
  void withoutATerminalEachJarIsALineAndOnlyWhereMoreIsToBeSaid() {
    bar(0, false).progress("acme-1.0.jar", 3_000_000, 3_000_000);
    assertThat(drawn()).isEmpty();

    DownloadBar verbose = bar(0, true);
    verbose.progress("acme-1.0.jar", 1, 3_000_000);
    verbose.progress("acme-1.0.jar", 3_000_000, 3_000_000);
    verbose.progress("acme-1.0.jar", 3_000_000, 3_000_000);
    assertThat(drawn()).isEqualTo("fetched acme-1.0.jar (3.0 MB)\n");
  }

  @Test
  void whatHasMovedIsALineOnEveryKindOfScreen() {
    Coordinate old = Coordinate.parse("com.acme:moved:1.0");
    bar(0, false).moved(old, Coordinate.parse("com.acme:echo:1.0"));
    assertThat(drawn()).isEqualTo("com.acme:moved is now com.acme:echo.\n");

    err.reset();
    bar(80, false).moved(old, old.in("1.0.1"));
    assertThat(drawn()).endsWith("com.acme:moved:1.0 is now com.acme:moved:1.0.1.\n");
  }
}
