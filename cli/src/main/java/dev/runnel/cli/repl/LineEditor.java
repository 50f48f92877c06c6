package dev.runnel.cli.repl;

import static java.util.Objects.requireNonNull;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Interruption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Reads what is typed at the process's terminal, with JLine. Between two lines, too, nothing typed
 * is echoed, and Ctrl-C stops what is under way instead of the process. Used by one thread.
 */
final class LineEditor implements AutoCloseable {
  private static final String NAME = "runnel";
  private static final String EDIT_WIDGET = "runnel-external-editor";
  private static final int HISTORY_LINES = 1_000;
  private static final int HISTORY_FILE_LINES = 10_000;

  private final Terminal terminal;
  private final Attributes cooked;
  private final LineReader reader;
  private final ExternalEditor external;

  private LineEditor(
      Terminal terminal, Completer completer, Optional<Path> history, ExternalEditor external) {
    this.terminal = terminal;
    this.external = external;
    cooked = terminal.enterRawMode();
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName(NAME)
            .parser(new InputParser())
            .completer(completer)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.AUTO_FRESH_LINE, false)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_FILE_LINES)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, ". ")
            .variable(LineReader.INDENTATION, 0);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    reader = builder.build();
    reader.getWidgets().put(EDIT_WIDGET, this::editBuffer);
    requireNonNull(reader.getKeyMaps().get(LineReader.EMACS), "JLine has no emacs keys")
        .bind(new Reference(EDIT_WIDGET), KeyMap.ctrl('X') + KeyMap.ctrl('E'));
  }

  /**
   * Takes over the terminal.
   *
   * @param history where lines are kept; exists; empty: they are not
   * @param interruption what Ctrl-C stops while no line is read
   * @throws UsageException when the terminal cannot be used
   */
  static LineEditor open(
      Completer completer,
      Optional<Path> history,
      ExternalEditor external,
      Interruption interruption) {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .name(NAME)
              .system(true)
              .dumb(true)
              .encoding(StandardCharsets.UTF_8)
              .build();
      terminal.handle(Terminal.Signal.INT, signal -> interruption.stopWork());
      return new LineEditor(terminal, completer, history, external);
    } catch (IOException | IllegalStateException e) {
      throw new UsageException(
          "This terminal cannot be used for a conversation: "
              + e.getMessage()
              + ". Write the prompt behind `runnel chat`, or pipe one in.",
          e);
    }
  }

  /**
   * Reads an input of one or more lines.
   *
   * @throws org.jline.reader.UserInterruptException when it was given up with Ctrl-C
   * @throws org.jline.reader.EndOfFileException at its end
   */
  String read(String prompt) {
    try {
      return reader.readLine(prompt);
    } finally {
      // A Ctrl-C that came together with the line's end is for nobody.
      Thread.interrupted();
    }
  }

  /** In columns; 0: unknown. */
  int width() {
    return Math.max(0, terminal.getWidth());
  }

  /** Has a text edited by the user's own editor. */
  String edit(String text) {
    Attributes raw = terminal.getAttributes();
    terminal.setAttributes(cooked);
    try {
      return external.edit(text);
    } finally {
      terminal.setAttributes(raw);
    }
  }

  private boolean editBuffer() {
    String text = edit(reader.getBuffer().toString());
    reader.getBuffer().clear();
    reader.getBuffer().write(text);
    reader.callWidget(LineReader.REDRAW_LINE);
    return true;
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() {
    try {
      terminal.setAttributes(cooked);
      terminal.close();
    } catch (IOException e) {
      return; // it is gone
    }
  }
}
