package dev.runnel.cli.stage;

import dev.runnel.cli.Command;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One command, run in this process as a shell would run it. */
public final class Run {
  /** How it ended. */
  public record Result(int exitCode, String out, String err) {}

  private final String[] arguments;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private InputStream in = InputStream.nullInputStream();
  private boolean inIsTerminal;
  private boolean outIsTerminal;
  private OutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = new Interruption();

  private Run(String... arguments) {
    this.arguments = arguments;
  }

  public static Run command(String... arguments) {
    return new Run(arguments);
  }

  /** Runs it with nothing on standard input and no terminal. */
  public static Result of(String... arguments) {
    return command(arguments).result();
  }

  public Run stdin(String text) {
    return stdin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  public Run stdin(InputStream stream) {
    in = stream;
    return this;
  }

  public Run stdout(OutputStream stream) {
    out = stream;
    return this;
  }

  public Run atTerminal() {
    inIsTerminal = true;
    outIsTerminal = true;
    return this;
  }

  public Run variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Interruption interruption() {
    return interruption;
  }

  /** What standard error holds so far. */
  public String errSoFar() {
    return err.toString(StandardCharsets.UTF_8);
  }

  public Result result() {
    Shell shell =
        new Shell(
            in,
            inIsTerminal,
            new Output(out, outIsTerminal),
            new Output(err, outIsTerminal),
            environment,
            interruption);
    int exitCode = Command.run(shell, arguments);
    String printed =
        out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
    return new Result(exitCode, printed, errSoFar());
  }
}
