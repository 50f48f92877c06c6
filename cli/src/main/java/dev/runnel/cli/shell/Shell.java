package dev.runnel.cli.shell;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.Map;

/**
 * Everything a command has to do with outside of itself.
 *
 * @param in standard input
 * @param inIsTerminal whether a person sits at it: then it is not read
 * @param out where the answer goes, and nothing else
 * @param err where everything else goes
 * @param environment the environment variables
 * @param interruption how the command hears of Ctrl-C
 */
public record Shell(
    InputStream in,
    boolean inIsTerminal,
    Output out,
    Output err,
    Map<String, String> environment,
    Interruption interruption) {
  public Shell {
    requireNonNull(in, "in is null");
    requireNonNull(out, "out is null");
    requireNonNull(err, "err is null");
    environment = Map.copyOf(environment);
    requireNonNull(interruption, "interruption is null");
  }

  /** The process's own. */
  public static Shell ofProcess(Interruption interruption) {
    Terminals terminals = Terminals.detect();
    return new Shell(
        StandardInput.open(),
        terminals.stdin(),
        new Output(new FileOutputStream(FileDescriptor.out), terminals.stdout()),
        new Output(new FileOutputStream(FileDescriptor.err), terminals.stderr()),
        System.getenv(),
        interruption);
  }

  /** The width of the terminal that standard output is; 0: unknown. */
  public int columns() {
    return out.terminal() ? Terminals.columns() : 0;
  }

  /** Whether colours are welcome on standard output; see https://no-color.org. */
  public boolean colour() {
    return out.terminal()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }
}
