package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.Runner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runnel serve}: the gateway. */
@Command(
    name = "serve",
    sortOptions = false,
    description = "Answer clients of OpenAI's and Anthropic's API by the providers there are.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel serve                on 127.0.0.1:1337, until Ctrl-C",
      "  runnel serve --sandbox      try it, without network and keys",
    })
final class ServeCommand extends ShellCommand {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on. Default: 127.0.0.1, for this machine alone.")
  String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0 is any free one. Default: 1337.")
  int port = 1337;

  @Option(
      names = "--sandbox",
      description = "Let a sandbox on this machine answer: no network, no keys, no model.")
  boolean sandbox;

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  ServeCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Wish anybody = new Wish(Optional.empty(), Optional.empty());
    try (CallRuntime runtime = CallRuntime.builder().direct().build();
        Providers providers = Providers.discover();
        Demo demo = sandbox ? Demo.start(providers, List.of(), anybody) : Demo.NONE;
        LiveRunner runner =
            LiveRunner.builder(endpoints.config.plugins.supply(shell))
                .environment(shell.environment())
                .runtime(runtime)
                .further(builder -> further(builder, demo))
                .start();
        Gateway gateway = Gateway.builder(runner).host(host).port(port).start()) {
      CountDownLatch interrupted = new CountDownLatch(1);
      shell.interruption().onInterrupt(interrupted::countDown);
      shell.err().line("The gateway listens on " + gateway.origin() + " until Ctrl-C.");
      interrupted.await();
    } catch (IOException e) {
      throw new UsageException(Failure.sentence(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.INTERRUPTED;
  }

  private Runner.Builder further(Runner.Builder builder, Demo demo) {
    demo.configure(builder);
    return endpoints.addTo(builder);
  }
}
