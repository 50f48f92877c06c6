package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.ProcessSignal;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.observe.AccessLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * A gateway in this process until it is told to end. SIGTERM and Ctrl-C let requests under way end,
 * and end at once when they come again; SIGHUP reads the configuration anew, and opens the access
 * log anew.
 */
final class Serving {
  private static final int AT_ONCE = -1;

  private final Shell shell;
  private final Gateway gateway;
  private final LiveRunner runner;
  private final Optional<AccessLog> log;
  private final LinkedBlockingQueue<Integer> endings = new LinkedBlockingQueue<>();
  private boolean ending; // guarded by endings

  Serving(Shell shell, Gateway gateway, LiveRunner runner, Optional<AccessLog> log) {
    this.shell = shell;
    this.gateway = gateway;
    this.runner = runner;
    this.log = log;
  }

  /**
   * Waits for the end.
   *
   * @param bound how long requests under way have then, asked for when it has come
   * @return the exit code
   */
  int untilTheEnd(Supplier<Duration> bound) throws InterruptedException {
    List<ProcessSignal> heard =
        List.of(
            end("TERM", ExitCode.OK, ExitCode.TERMINATED),
            end("INT", ExitCode.INTERRUPTED, ExitCode.INTERRUPTED),
            ProcessSignal.on("HUP", this::reload));
    try {
      // Where the process has no signals to itself, in tests say, there is no time to drain.
      shell.interruption().onInterrupt(() -> endings.add(AT_ONCE));
      int exitCode = endings.take();
      if (exitCode == AT_ONCE) {
        return ExitCode.INTERRUPTED;
      }
      drain(bound.get());
      return exitCode;
    } finally {
      heard.forEach(ProcessSignal::close);
    }
  }

  private ProcessSignal end(String signal, int exitCode, int atOnce) {
    return ProcessSignal.on(
        signal,
        () -> {
          synchronized (endings) {
            if (ending) {
              Runtime.getRuntime().halt(atOnce);
            }
            ending = true;
          }
          endings.add(exitCode);
        });
  }

  private void drain(Duration bound) throws InterruptedException {
    int open = gateway.requestsOpen();
    if (open > 0) {
      shell
          .err()
          .tell(
              "Ending: "
                  + requests(open)
                  + " under way and can go on for at most "
                  + bound.toSeconds()
                  + " s. The same signal again ends at once.");
    }
    int cancelled = gateway.drain(bound);
    if (cancelled > 0) {
      shell.err().tell("Time is up: " + requests(cancelled) + " cancelled.");
    }
  }

  private static String requests(int number) {
    return number == 1 ? "1 request" : number + " requests";
  }

  private void reload() {
    log.ifPresent(AccessLog::reopen);
    runner.reload();
  }
}
