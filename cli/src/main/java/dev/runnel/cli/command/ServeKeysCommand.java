package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.FileTrouble;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import dev.runnel.config.keys.CallerKeyFile;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel serve keys}: only the door to its commands. */
@Command(
    name = "keys",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Make and revoke the API keys of those who use the gateway. As soon as there is one, everybody"
          + " needs one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel serve keys create alice  prints a key, once",
      "  runnel serve keys list          whose keys there are; never the keys",
      "  runnel serve keys revoke alice  lets its bearer in no more, at once"
    })
final class ServeKeysCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  private ServeKeysCommand(Shell shell) {
    super(shell);
  }

  static CommandLine line(Shell shell) {
    return new CommandLine(new ServeKeysCommand(shell))
        .addSubcommand(new ServeKeysCreateCommand(shell))
        .addSubcommand(new ServeKeysListCommand(shell))
        .addSubcommand(new ServeKeysRevokeCommand(shell));
  }

  @Override
  int run() {
    shell.err().print(spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }

  /** The user's file of callers' keys. */
  static CallerKeyFile file(Shell shell) {
    return CallerKeyFile.of(UserFolders.of(shell.environment())).orElseThrow(KeyFiles::nowhere);
  }

  static UsageException unwritten(CallerKeyFile file, IOException e) {
    return new UsageException(
        file.path() + " cannot be written: " + FileTrouble.inWords(e) + ".", e);
  }
}
