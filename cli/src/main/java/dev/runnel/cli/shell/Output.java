package dev.runnel.cli.shell;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or error: UTF-8 whatever the locale says, each text handed over at once, also
 * into a pipe. Safe to use from any thread.
 */
public final class Output {
  private final OutputStream stream;
  private final boolean terminal;
  private @Nullable OutputFailedException failure;

  public Output(OutputStream stream, boolean terminal) {
    this.stream = requireNonNull(stream, "stream is null");
    this.terminal = terminal;
  }

  /** Whether a person sits there. */
  public boolean terminal() {
    return terminal;
  }

  /** Why nothing can be written any more, if so. */
  public synchronized Optional<OutputFailedException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Writes a text as it is.
   *
   * @throws OutputFailedException when it cannot be written, from then on always
   */
  public synchronized void print(String text) {
    if (failure != null) {
      throw failure;
    }
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      failure = new OutputFailedException(e);
      throw failure;
    }
  }

  /** Writes a line. */
  public void line(String text) {
    print(text + "\n");
  }

  /** Writes a line for a person, control characters neutralised; where that fails, it is lost. */
  public void tell(String text) {
    try {
      line(ControlCharacters.neutralised(text));
    } catch (OutputFailedException e) {
      return; // there is nobody left to tell
    }
  }
}
