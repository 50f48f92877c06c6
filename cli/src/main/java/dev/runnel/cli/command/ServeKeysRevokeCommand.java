package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.keys.CallerKey;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.spi.NearName;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code runnel serve keys revoke}: a key lets its bearer in no more. */
@Command(
    name = "revoke",
    description = {
      "Let the bearer of a key in no more. A gateway that runs knows it within a second; requests"
          + " under way go on. Who revokes the last one does not open the gateway to everybody."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  runnel serve keys revoke alice"})
final class ServeKeysRevokeCommand extends ShellCommand {
  @Parameters(paramLabel = "NAME", description = "Whose key.")
  String name = "";

  ServeKeysRevokeCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    CallerKeyFile file = ServeKeysCommand.file(shell);
    try {
      if (!file.revoke(name, Instant.now().truncatedTo(ChronoUnit.SECONDS))) {
        List<String> names = file.read().stream().map(CallerKey::name).toList();
        throw new UsageException(
            "There is no key '"
                + name
                + "' that could be revoked"
                + NearName.of(name, names.stream().filter(one -> !one.equals(name)).toList())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("; `runnel serve keys list` lists them."));
      }
    } catch (IOException e) {
      throw ServeKeysCommand.unwritten(file, e);
    }
    shell.err().tell("The key '" + name + "' lets nobody in any more.");
    return ExitCode.OK;
  }
}
