package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.render.JsonLine;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.plugins.Finding;
import dev.runnel.plugins.PluginVerification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel plugins verify}: whether a jar would do. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Look into a jar that you were given, load it, and say whether it would do as a plugin. This"
          + " runs its code, and sends nothing. Exit codes: 0 it would do, 2 it would not.",
      "Without a jar: compare everything that was installed with what was written down of it then."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel plugins verify                  whether what was installed is as it was",
      "  runnel plugins verify acme.jar         a line for each rule",
      "  runnel plugins verify --json acme.jar  one JSON object a line"
    })
final class PluginsVerifyCommand extends ShellCommand {
  @Parameters(
      paramLabel = "FILE.jar",
      arity = "0..1",
      description = "The jar; without one, all that was installed.")
  Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object a line for each rule.")
  boolean json;

  PluginsVerifyCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    if (file.toString().isEmpty()) {
      return installed();
    }
    if (Files.isDirectory(file)) {
      throw new UsageException(
          file
              + " is a folder, and what is verified is one jar. A folder of classes is loaded by"
              + " `runnel plugins list --plugin-path "
              + file
              + "`.");
    }
    if (!Files.isRegularFile(file)) {
      throw new UsageException("There is no file '" + file + "'.");
    }
    List<Finding> findings = PluginVerification.of(file);
    findings.forEach(one -> shell.out().line(json ? object(one) : text(one)));
    boolean passed = PluginVerification.passed(findings);
    if (!json) {
      shell.err().tell(passed ? file + " would do." : file + " would not do.");
    }
    return passed ? ExitCode.OK : ExitCode.USAGE;
  }

  private int installed() {
    List<Finding> findings = Installers.of(shell.environment()).check();
    findings.forEach(one -> shell.out().line(json ? object(one) : text(one)));
    if (findings.isEmpty()) {
      shell.err().tell("Nothing was installed.");
    }
    return PluginVerification.passed(findings) ? ExitCode.OK : ExitCode.USAGE;
  }

  private static String text(Finding finding) {
    String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
    return ControlCharacters.neutralised(
        String.format("%-8s %s", verdict, finding.text().replace("\n", " ")));
  }

  private static String object(Finding finding) {
    return JsonLine.event("finding")
        .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
        .put("text", finding.text())
        .toString();
  }
}
