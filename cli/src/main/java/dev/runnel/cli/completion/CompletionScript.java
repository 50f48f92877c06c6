package dev.runnel.cli.completion;

import picocli.CommandLine.Model.CommandSpec;

/** The shells that can complete, each with its script. */
public enum CompletionScript {
  bash {
    @Override
    String of(CommandTree root) {
      return PosixScript.bash(root);
    }
  },
  zsh {
    @Override
    String of(CommandTree root) {
      return PosixScript.zsh(root);
    }
  },
  fish {
    @Override
    String of(CommandTree root) {
      return FishScript.of(root);
    }
  };

  /** The script for a command and all that are below it. */
  public String of(CommandSpec root) {
    return of(CommandTree.of(root));
  }

  abstract String of(CommandTree root);
}
