package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.Template;
import dev.runnel.config.template.TemplateException;
import dev.runnel.config.template.Templates;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code runnel template list}: a line each. */
@Command(
    name = "list",
    description = "List the templates, a line each: name, variables, what it is for.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel template list"})
final class TemplateListCommand extends ShellCommand {
  private static final int LONGEST = 60;

  TemplateListCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Templates templates = TemplateFolder.of(shell);
    List<String> names = templates.names();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    boolean wrong = false;
    for (String name : names) {
      try {
        String about = about(templates.read(name));
        shell.out().line(name + " ".repeat(width - name.length()) + "  " + about);
      } catch (TemplateException e) {
        shell.err().tell("error: " + e.getMessage());
        wrong = true;
      }
    }
    if (names.isEmpty()) {
      shell
          .err()
          .tell("note: there is none yet; `runnel template save --help` shows how to make one");
    }
    return wrong ? ExitCode.USAGE : ExitCode.OK;
  }

  private static String about(Template template) {
    StringBuilder about = new StringBuilder();
    template.variables().forEach(name -> about.append("{{").append(name).append("}} "));
    Optional<String> text =
        template.description().or(template::prompt).or(template::system).or(template::model);
    String line = text.orElse("").strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return about
        + (line.codePointCount(0, line.length()) <= LONGEST
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…");
  }
}
