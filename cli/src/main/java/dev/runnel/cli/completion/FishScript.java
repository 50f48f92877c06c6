package dev.runnel.cli.completion;

import java.util.stream.Collectors;

/** The script for fish, which shows descriptions beside the candidates. */
final class FishScript {
  private FishScript() {}

  static String of(CommandTree root) {
    return """
        # Completes the command line of runnel. Made by `runnel completion`.

        # The command that the line has come to, such as "runnel batch".
        function __runnel_path
            set -l path runnel
            for word in (commandline -opc)[2..-1]
                if contains -- "$path $word" %s
                    set path "$path $word"
                end
            end
            echo $path
        end

        function __runnel_at
            test (__runnel_path) = "$argv"
        end

        # Candidates that depend on what is installed and configured.
        function __runnel_list
            set -l words (commandline -opc)
            $words[1] complete $argv 2>/dev/null </dev/null
        end

        # The endpoint that is named on the line, if any.
        function __runnel_provider
            set -l words (commandline -opc)
            for i in (seq (count $words))
                if contains -- $words[$i] -p --provider; and test $i -lt (count $words)
                    echo $words[(math $i + 1)]
                end
            end
        end

        complete -c runnel -f
        %s"""
        .formatted(
            root.all().skip(1).map(tree -> quoted(tree.path())).collect(Collectors.joining(" ")),
            root.all().map(FishScript::lines).collect(Collectors.joining()));
  }

  private static String lines(CommandTree tree) {
    String at = "complete -c runnel -n " + quoted("__runnel_at " + tree.path());
    StringBuilder lines = new StringBuilder();
    for (CommandTree command : tree.commands()) {
      lines
          .append(at)
          .append(" -a ")
          .append(quoted(command.name()))
          .append(" -d ")
          .append(quoted(command.description()))
          .append('\n');
    }
    lines.append(tree.words().kind() == Values.Kind.NONE ? "" : at + words(tree.words()) + "\n");
    for (CommandTree.Flag flag : tree.flags()) {
      lines.append(at);
      flag.names().forEach(name -> lines.append(name(name)));
      lines
          .append(takes(flag.values()))
          .append(" -d ")
          .append(quoted(flag.description()))
          .append('\n');
    }
    return lines.toString();
  }

  private static String name(String flag) {
    return flag.startsWith("--") ? " -l " + flag.substring(2) : " -s " + flag.substring(1);
  }

  private static String takes(Values values) {
    return switch (values.kind()) {
      case NONE -> "";
      case FILE -> " -r" + words(values);
      default -> " -x" + words(values);
    };
  }

  private static String words(Values values) {
    return switch (values.kind()) {
      case FILE -> " -F";
      case CHOICE -> " -a " + quoted(String.join(" ", values.choices()));
      case ENDPOINT -> " -a " + quoted("(__runnel_list endpoint)");
      case MODEL -> " -a " + quoted("(__runnel_list model (__runnel_provider))");
      case OPTION -> " -a " + quoted("(__runnel_list option)");
      case PLUGIN -> " -a " + quoted("(__runnel_list plugin)");
      case TEXT, NONE -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
