package dev.runnel.cli.command;

import dev.runnel.api.Secret;
import dev.runnel.cli.input.InputText;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.HiddenPrompt;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.keys.KeyFile;
import dev.runnel.config.keys.StoredKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel keys set}: a key into the key file. */
@Command(
    name = "set",
    sortOptions = false,
    description = {
      "Keep a key in the key file. It is asked for without echo, or read from a pipe; never an"
          + " argument, which others could read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel keys set openai                     asks for the key",
      "  pass show openai | runnel keys set openai  takes it from a pipe",
      "  runnel keys set openai --label work        a second key; both are used in turn",
      "  runnel keys set ails.proxy-credentials     another secret option"
    })
final class KeysSetCommand extends ShellCommand {
  @Parameters(
      paramLabel = "ENDPOINT[.OPTION]",
      description = "Whose key; without an option, the one that lets requests in.")
  String name = "";

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "What it is called beside other keys of the same endpoint. Default: default.")
  String label = StoredKey.DEFAULT_LABEL;

  @Mixin ConfigOption config = new ConfigOption();

  KeysSetCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    if (!StoredKey.isLabel(label)) {
      throw new UsageException(
          "--label takes letters, digits, dots, hyphens and underscores, not '" + label + "'.");
    }
    KeyFile file = KeyFiles.of(shell);
    KeyName key = config.keyName(name, shell);
    StoredKey stored = new StoredKey(key.endpoint(), key.option(), label, secret(key));
    boolean replaced = KeyFiles.changing(file, () -> file.set(stored));
    String named = label.equals(StoredKey.DEFAULT_LABEL) ? "" : " (" + label + ")";
    shell.err().tell((replaced ? "Replaced " : "Kept ") + key + named + " in " + file.path() + ".");
    return ExitCode.OK;
  }

  private Secret secret(KeyName key) {
    String text =
        shell.inIsTerminal()
            ? HiddenPrompt.ask("Key for " + key + ": ", shell)
            : InputText.ofStandardInput(shell);
    if (text.isBlank()) {
      throw new UsageException(
          "There is no key: type it when asked, or pipe it in, as in `pass show "
              + key.endpoint()
              + " | runnel keys set "
              + key.endpoint()
              + "`.");
    }
    String secret = text.strip();
    if (secret.lines().count() > 1) {
      throw new UsageException("A key is one line, and " + secret.lines().count() + " came.");
    }
    return Secret.of(secret);
  }
}
