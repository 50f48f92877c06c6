package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.keys.KeyFile;
import dev.runnel.config.keys.StoredKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel keys remove}: keys out of the key file. */
@Command(
    name = "remove",
    sortOptions = false,
    description = "Forget the keys of an endpoint, or one of them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel keys remove openai               all of them",
      "  runnel keys remove openai --label work  one of several"
    })
final class KeysRemoveCommand extends ShellCommand {
  @Parameters(
      paramLabel = "ENDPOINT[.OPTION]",
      description = "Whose keys; without an option, those that let requests in.")
  String name = "";

  @Option(names = "--label", paramLabel = "NAME", description = "Only the one of this name.")
  @Nullable String label;

  @Mixin ConfigOption config = new ConfigOption();

  KeysRemoveCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    KeyFile file = KeyFiles.of(shell);
    KeyName key = stored(file).orElseGet(() -> config.keyName(name, shell));
    int removed =
        KeyFiles.changing(
            file, () -> file.remove(key.endpoint(), key.option(), Optional.ofNullable(label)));
    if (removed == 0) {
      throw new UsageException(
          "There is no key for "
              + key
              + (label == null ? "" : " with the label '" + label + "'")
              + "; `runnel keys list` lists those there are.");
    }
    shell
        .err()
        .tell("Removed " + (removed == 1 ? "one key" : removed + " keys") + " for " + key + ".");
    return ExitCode.OK;
  }

  /** A key can outlive its endpoint, and is to be removed all the same. */
  private Optional<KeyName> stored(KeyFile file) {
    List<KeyName> named =
        file.read().stream()
            .map((StoredKey key) -> new KeyName(key.endpoint(), key.option()))
            .filter(key -> key.toString().equals(name))
            .distinct()
            .toList();
    return named.stream().findFirst();
  }
}
