package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Editor;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.TemplateException;
import dev.runnel.config.template.Templates;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code runnel template edit}: an old or new one in the user's editor, checked afterwards. */
@Command(
    name = "edit",
    description = "Edit a template, or a new one, in the editor that VISUAL or EDITOR names.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel template edit review",
      "",
      "What is wrong with it afterwards is said with line and column."
    })
final class TemplateEditCommand extends ShellCommand {
  private static final String SKELETON =
      """
      # description = "What it is for"
      # model = "endpoint/model"
      # temperature = 0.2
      # max-tokens = 500
      # schema = "name, age int"
      # extract = true

      # system = "How the model is to behave."
      prompt = '''
      {{input}}
      '''

      # [defaults]
      # tone = "friendly"
      """;

  @Parameters(paramLabel = "NAME", description = "Which.")
  String name = "";

  TemplateEditCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Templates templates = TemplateFolder.of(shell);
    boolean made = !templates.has(name);
    if (made) {
      templates.writeText(name, SKELETON);
    }
    try {
      new Editor(shell.environment()).edit(templates.file(name));
    } catch (IOException e) {
      throw new UsageException(e.getMessage() + ".", e);
    } finally {
      if (made && templates.has(name) && templates.text(name).equals(SKELETON)) {
        templates.remove(name); // nothing was written
      }
    }
    if (!templates.has(name)) {
      shell.err().tell("note: nothing was written, so that there is no template '" + name + "'");
      return ExitCode.OK;
    }
    try {
      templates.read(name);
    } catch (TemplateException e) {
      throw new UsageException(
          e.getMessage() + " It is kept; mend it with `runnel template edit " + name + "`.", e);
    }
    return ExitCode.OK;
  }
}
