package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.config.settings.GatewaySettings.TlsFiles;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.access.ListenAddress;
import dev.runnel.gateway.access.TlsFileException;
import dev.runnel.gateway.observe.AccessLog;
import dev.runnel.gateway.observe.LogTarget;
import dev.runnel.gateway.observe.Metrics;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.Runner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runnel serve}: the gateway. */
@Command(
    name = "serve",
    sortOptions = false,
    description = {
      "Answer clients of OpenAI's and Anthropic's API by the providers there are, until Ctrl-C."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel serve                             on 127.0.0.1:1337",
      "  runnel serve --sandbox                   try it, without network and keys",
      "  runnel serve --host 0.0.0.0 --port 8080  for others, who need keys",
      "  runnel serve keys create alice           a key for one of them",
      "",
      "Programs that speak OpenAI's or Anthropic's API use it with",
      "  OPENAI_BASE_URL=http://127.0.0.1:1337/v1 OPENAI_API_KEY=any",
      "  ANTHROPIC_BASE_URL=http://127.0.0.1:1337 ANTHROPIC_API_KEY=any",
      "where the key is any text until there are keys."
    })
final class ServeCommand extends ShellCommand {
  @Mixin ServeOptions options = new ServeOptions();

  @Option(
      names = "--sandbox",
      description = "Let a sandbox on this machine answer: no network, no keys, no model.")
  boolean sandbox;

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  private final Metrics metrics = new Metrics();

  /** Ten minutes, which are usual elsewhere, would end streams that live; clients can leave. */
  private static final Duration LONGEST_ANSWER = Duration.ofDays(1);

  ServeCommand(Shell shell) {
    super(shell);
  }

  static CommandLine line(Shell shell) {
    return new CommandLine(new ServeCommand(shell)).addSubcommand(ServeKeysCommand.line(shell));
  }

  @Override
  int run() {
    Wish anybody = new Wish(Optional.empty(), Optional.empty());
    try (CallRuntime runtime = CallRuntime.builder().direct().build();
        Providers providers = Providers.discover();
        Demo demo = sandbox ? Demo.start(providers, List.of(), anybody) : Demo.NONE;
        LiveRunner runner = live(runtime, demo)) {
      return serve(runner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private LiveRunner live(CallRuntime runtime, Demo demo) {
    LiveRunner.Builder live =
        LiveRunner.builder(endpoints.config.plugins.supply(shell))
            .environment(shell.environment())
            .runtime(runtime)
            .usualTotal(LONGEST_ANSWER)
            .listener(new ReloadNotes(shell.err(), metrics.reloads()))
            .further(builder -> further(builder, demo));
    if (endpoints.config.file != null) {
      live.config(endpoints.config.file);
    }
    return live.start();
  }

  private Runner.Builder further(Runner.Builder builder, Demo demo) {
    demo.configure(builder);
    if (UserFolders.of(shell.environment()).configuration().isPresent()) {
      builder.keyCommand("runnel keys set");
    }
    return endpoints.addTo(endpoints.unofficial ? builder.allowUnofficial(true) : builder);
  }

  private int serve(LiveRunner runner) throws InterruptedException {
    GatewaySettings settings = options.over(runner.settings().gateway());
    Optional<CallerKeyFile> keys = CallerKeyFile.of(UserFolders.of(shell.environment()));
    boolean keyed =
        settings.requireKeys() || keys.filter(file -> !file.read().isEmpty()).isPresent();
    ListenAddress address = address(settings, keyed);
    Optional<AccessLog> log = settings.accessLog().map(this::accessLog);
    try (Gateway gateway = start(runner, settings, keys, log)) {
      Optional<Path> selfSigned =
          settings.tls().map(TlsFiles::certificate).filter(CertificateFile::isSelfSigned);
      shell.err().print(new Invitation(gateway.origin(), keyed, selfSigned).at(address));
      Misgivings.of(runner).forEach(one -> shell.err().tell("warning: " + one));
      return new Serving(shell, gateway, runner, log).untilTheEnd(() -> gateway.settings().drain());
    } finally {
      log.ifPresent(AccessLog::close); // the last lines are of what the end has cut
    }
  }

  private Gateway start(
      LiveRunner runner,
      GatewaySettings settings,
      Optional<CallerKeyFile> keys,
      Optional<AccessLog> log) {
    try {
      Gateway.Builder gateway =
          Gateway.builder(runner)
              .host(settings.host())
              .port(settings.port())
              .settings(options::over)
              .metrics(metrics);
      log.ifPresent(gateway::accessLog);
      keys.ifPresent(gateway::keys);
      return gateway.start();
    } catch (TlsFileException e) {
      throw new UsageException(
          Failure.sentence(String.valueOf(e.getMessage()))
              + " tls-certificate and tls-key say which files TLS is spoken with.",
          e);
    } catch (IOException e) {
      throw new UsageException(
          Failure.sentence(String.valueOf(e.getMessage())) + another(settings.port()), e);
    }
  }

  private static String another(int port) {
    String privileged = port > 0 && port < 1024 ? " Ports below 1024 take a privilege." : "";
    return privileged + " Choose another with --port N; 0 is any free one.";
  }

  /** Where to listen, unless others could reach it there who must not. */
  private ListenAddress address(GatewaySettings settings, boolean keyed) {
    try {
      ListenAddress address = ListenAddress.of(settings.host());
      refuseToBeOpen(address, keyed);
      return address;
    } catch (IOException e) {
      throw new UsageException(
          Failure.sentence(String.valueOf(e.getMessage()))
              + " --host takes 127.0.0.1 for this machine alone, 0.0.0.0 for all others too, or one"
              + " of its addresses.",
          e);
    }
  }

  private AccessLog accessLog(String place) {
    LogTarget target =
        switch (place) {
          case "stderr" -> LogTarget.printer(shell.err()::print);
          case "-", "stdout" -> LogTarget.printer(shell.out()::print);
          default -> LogTarget.file(Path.of(place));
        };
    try {
      return AccessLog.start(target, AccessLog.USUAL_QUEUE, shell.err()::tell);
    } catch (IOException e) {
      throw new UsageException(
          "The access log cannot be written to: " + Failure.sentence("" + e.getMessage()), e);
    }
  }

  private void refuseToBeOpen(ListenAddress address, boolean keyed) {
    if (!address.isLoopback() && !keyed && !options.allowAnyone) {
      throw new UsageException(
          address.host()
              + " can be reached from other machines, and there is no API key: whoever finds the"
              + " gateway would use your accounts. Make a key with `runnel serve keys create NAME`,"
              + " or listen on 127.0.0.1; --allow-anyone serves without keys.");
    }
  }
}
