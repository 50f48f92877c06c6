package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel keys}: only the door to its commands. */
@Command(
    name = "keys",
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep the keys of services in a file that only you can read.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel keys set openai                asks for the key, without echo",
      "  pass show groq | runnel keys set groq  takes it from a pipe",
      "  runnel keys set openai --label work   a second key; both are used in turn",
      "  runnel keys list                      whose keys there are",
      "  runnel keys remove openai             forgets them",
      "",
      "A variable such as OPENAI_API_KEY goes before what is kept here."
    })
final class KeysCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  private KeysCommand(Shell shell) {
    super(shell);
  }

  static CommandLine line(Shell shell) {
    return new CommandLine(new KeysCommand(shell))
        .addSubcommand(new KeysSetCommand(shell))
        .addSubcommand(new KeysListCommand(shell))
        .addSubcommand(new KeysRemoveCommand(shell))
        .addSubcommand(new KeysPathCommand(shell));
  }

  @Override
  int run() {
    shell.err().print(spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }
}
