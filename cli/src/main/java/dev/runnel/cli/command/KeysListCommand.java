package dev.runnel.cli.command;

import dev.runnel.cli.render.JsonLine;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.keys.StoredKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runnel keys list}: whose keys there are, and nothing of what they are. */
@Command(
    name = "list",
    sortOptions = false,
    description = "List whose keys are kept, by ENDPOINT.OPTION and label; never the keys.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel keys list         a line for each key",
      "  runnel keys list --json  one JSON object a line"
    })
final class KeysListCommand extends ShellCommand {
  @Option(names = "--json", description = "Print one JSON object a line for each key.")
  boolean json;

  KeysListCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    for (StoredKey key : KeyFiles.of(shell).read()) {
      shell.out().line(json ? object(key) : text(key));
    }
    return ExitCode.OK;
  }

  private static String text(StoredKey key) {
    return ControlCharacters.neutralised(key.endpoint() + "." + key.option() + "  " + key.label());
  }

  private static String object(StoredKey key) {
    return new JsonLine()
        .put("endpoint", key.endpoint())
        .put("option", key.option())
        .put("label", key.label())
        .toString();
  }
}
