package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import dev.runnel.config.template.Templates;

/** Where the user's templates are. */
final class TemplateFolder {
  private TemplateFolder() {}

  static Templates of(Shell shell) {
    return UserFolders.of(shell.environment())
        .configuration()
        .map(folder -> new Templates(folder.resolve("templates")))
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no folder for templates: neither HOME nor XDG_CONFIG_HOME is set."));
  }
}
