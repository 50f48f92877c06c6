package dev.runnel.cli.command;

import dev.runnel.cli.completion.CompletionScript;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runnel completion}: the scripts by which shells complete the command line. */
@Command(
    name = "completion",
    sortOptions = false,
    description =
        "Print a script that lets a shell complete commands, flags, endpoints, models and files.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel completion bash  into ~/.local/share/bash-completion/completions/runnel",
      "  runnel completion zsh   into a folder of $fpath, as _runnel",
      "  runnel completion fish  into ~/.config/fish/completions/runnel.fish",
      "",
      "For this session only: source <(runnel completion bash), likewise in zsh behind",
      "compinit; runnel completion fish | source"
    })
final class CompletionCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
  CompletionScript script = CompletionScript.bash;

  CompletionCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    shell.out().print(script.of(spec.root()));
    return ExitCode.OK;
  }
}
