package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.fault.Fault;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.spi.ProviderDescription;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runnel sandbox}: the loopback upstream by itself. */
@Command(
    name = "sandbox",
    sortOptions = false,
    description = "Answer on this machine as the services would, for trying things out and tests.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel sandbox                on any free port, until Ctrl-C",
      "  runnel sandbox --port 9000    on a port of your choice",
      "  runnel sandbox --pace none    answers at once",
      "  runnel sandbox --list-faults  what can go wrong on purpose"
    })
final class SandboxCommand extends ShellCommand {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0, the default, is any free one.")
  int port;

  @Option(
      names = "--pace",
      paramLabel = "PACE",
      description =
          "How fast it answers: model (as a hosted model does, the default), none (at once), or the"
              + " time before each token, such as 50ms.")
  String pace = "model";

  @Option(names = "--list-faults", description = "List the faults, and end.")
  boolean listFaults;

  SandboxCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    if (listFaults) {
      for (Fault fault : Faults.all()) {
        shell.out().line(String.format("%-28s %s", fault.name(), fault.description()));
      }
      return ExitCode.OK;
    }
    try (Sandbox sandbox = start()) {
      shell.out().print(invitation(sandbox));
      CountDownLatch interrupted = new CountDownLatch(1);
      shell.interruption().onInterrupt(interrupted::countDown);
      interrupted.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.INTERRUPTED;
  }

  private Sandbox start() {
    try {
      return Sandbox.builder().port(port).pace(paceOf(pace)).start();
    } catch (UncheckedIOException e) {
      throw new UsageException(
          Failure.sentence("Port " + port + " cannot be opened: " + e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failure.sentence(String.valueOf(e.getMessage())), e);
    }
  }

  private static Pace paceOf(String text) {
    return switch (text) {
      case "model" -> Pace.likeAModel();
      case "none" -> Pace.none();
      default -> Pace.every(duration(text));
    };
  }

  private static Duration duration(String text) {
    try {
      return dev.runnel.spi.Option.duration("pace").parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "A pace is model, none, or a time such as 50ms, not '" + text + "'.", e);
    }
  }

  private static String invitation(Sandbox sandbox) {
    Map<String, String> keys = keys();
    StringBuilder text = new StringBuilder();
    text.append("The sandbox listens on ").append(sandbox.origin()).append(" until Ctrl-C. Try:\n");
    for (String service : Sandbox.services()) {
      text.append("  ")
          .append(keys.getOrDefault(service, ""))
          .append("runnel chat -p ")
          .append(service)
          .append(" -o ")
          .append(service)
          .append(".base-url=")
          .append(sandbox.baseUrl(service))
          .append(" \"Hello\"\n");
    }
    return text.toString();
  }

  /** What stands before a command where a service wants a key: any will do. */
  private static Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    try (Providers providers = Providers.discover()) {
      for (FoundProvider provider : providers.found()) {
        ProviderDescription description = provider.description();
        if (description.authentication().required()) {
          keys.put(
              provider.id(),
              description.authentication().missing(name -> false).stream()
                  .flatMap(name -> description.option(name).stream())
                  .map(
                      option -> Runner.environmentVariables(provider.id(), option).get(0) + "=any ")
                  .collect(Collectors.joining()));
        }
      }
    }
    return keys;
  }
}
