package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code runnel}: only the door to its commands. */
@Command(
    name = "runnel",
    description = "Chat models behind one command: a driver jar per service, found when it runs.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel chat --sandbox \"Hello\"   try it, without network and keys",
      "  runnel chat -p ails \"Hello\"     ask a service by name",
      "  runnel providers               who can be asked, and what each needs",
      "  runnel models                  the models there are",
      "  runnel chat --help             everything that chat can do"
    })
public final class RunnelCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private RunnelCommand(Shell shell) {
    this.shell = shell;
  }

  /**
   * Runs a command line.
   *
   * @param version what {@code --version} says
   * @return the exit code
   */
  public static int run(String[] arguments, Shell shell, String version) {
    return line(shell, version).execute(helpAsOption(arguments));
  }

  /** All commands. */
  static CommandLine line(Shell shell, String version) {
    RunnelCommand root = new RunnelCommand(shell);
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(OptionGroups.ofChat().over(new CommandLine(new ChatCommand(shell))))
            .addSubcommand(new BatchCommand(shell))
            .addSubcommand(new RouteCommand(shell))
            .addSubcommand(new ProvidersCommand(shell))
            .addSubcommand(new ModelsCommand(shell))
            .addSubcommand(TemplateCommand.line(shell))
            .addSubcommand(KeysCommand.line(shell))
            .addSubcommand(ConfigCommand.line(shell))
            .addSubcommand(LogCommand.with(shell))
            .addSubcommand(ServeCommand.line(shell))
            .addSubcommand(PluginsCommand.line(shell))
            .addSubcommand(new SandboxCommand(shell))
            .addSubcommand(new CompletionCommand(shell))
            .addSubcommand(new CompleteCommand(shell));
    root.spec.version(version);
    // A prompt may begin with @, which is no file of arguments here.
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(Help.defaultColorScheme(shell.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
    line.registerConverter(Duration.class, reads(dev.runnel.spi.Option.duration("time")::parse));
    line.registerConverter(Double.class, reads(dev.runnel.spi.Option.number("number")::parse));
    ITypeConverter<Integer> integer =
        reads(text -> Math.toIntExact(dev.runnel.spi.Option.integer("count").parse(text)));
    line.registerConverter(Integer.class, integer);
    line.registerConverter(int.class, integer);
    line.setOut(writer(shell.out()::print));
    line.setErr(writer(shell.err()::print));
    line.setParameterExceptionHandler(new WrongArguments(shell));
    return line;
  }

  /** {@code help log list}, as others have it, is {@code log list --help}. */
  private static String[] helpAsOption(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] command = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    command[command.length - 1] = "--help";
    return command;
  }

  @Override
  public Integer call() {
    if (version) {
      shell.out().line(spec.version()[0]);
      return ExitCode.OK;
    }
    shell.err().print(spec.commandLine().getUsageMessage(Help.Ansi.OFF));
    return ExitCode.USAGE;
  }

  private static <T> ITypeConverter<T> reads(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static PrintWriter writer(java.util.function.Consumer<String> to) {
    OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            to.accept(new String(bytes, offset, length, StandardCharsets.UTF_8));
          }
        };
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
