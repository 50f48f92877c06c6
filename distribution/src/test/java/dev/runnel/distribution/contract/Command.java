package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.command.RunnelCommand;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The built command, run in this process as a shell would run it, without a terminal. */
final class Command {
  /** How it ended. */
  record Result(int exit, String out, String err) {}

  /** Is told of all that stands on standard output, before the write returns. */
  interface Reader {
    void read(String soFar) throws IOException;
  }

  private final String[] arguments;
  private final Interruption interruption = new Interruption();
  private String input = "";
  private Map<String, String> environment = Map.of();
  private Reader reader = soFar -> {};

  private Command(String... arguments) {
    this.arguments = arguments;
  }

  static Command of(List<String> arguments) {
    return new Command(arguments.toArray(String[]::new));
  }

  Command input(String text) {
    input = text;
    return this;
  }

  Command environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  Command reader(Reader who) {
    reader = who;
    return this;
  }

  /** Presses Ctrl-C; returns when the command has stopped. */
  void interrupt() {
    interruption.fire();
  }

  Result run() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            false,
            new Output(read(out), false),
            new Output(err, false),
            environment,
            interruption);
    int exit;
    try {
      exit = RunnelCommand.run(arguments, shell, "runnel in a test");
    } finally {
      interruption.ended();
    }
    return new Result(exit, text(out), text(err));
  }

  private OutputStream read(ByteArrayOutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        reader.read(text(out));
      }
    };
  }

  private static String text(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(bytes.size());
    return text;
  }
}
