package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel template}: only the door to its commands. */
@Command(
    name = "template",
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep prompts with variables, and how they are asked, for `runnel chat -T`.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel template save review -s \"Be brief.\" \"Review: {{input}}\"",
      "  runnel template list         what there is",
      "  runnel template edit review  in your editor",
      "  runnel chat -T review < Main.java"
    })
final class TemplateCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  private TemplateCommand(Shell shell) {
    super(shell);
  }

  static CommandLine line(Shell shell) {
    return new CommandLine(new TemplateCommand(shell))
        .addSubcommand(new TemplateListCommand(shell))
        .addSubcommand(new TemplateShowCommand(shell))
        .addSubcommand(new TemplateSaveCommand(shell))
        .addSubcommand(new TemplateEditCommand(shell))
        .addSubcommand(new TemplateRemoveCommand(shell))
        .addSubcommand(new TemplatePathCommand(shell));
  }

  @Override
  int run() {
    shell.err().print(spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }
}
