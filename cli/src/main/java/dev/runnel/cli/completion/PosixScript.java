package dev.runnel.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The scripts for bash and zsh: what a command has is told by functions that both shells read, the
 * rest is each shell's own, in a resource.
 */
final class PosixScript {
  private PosixScript() {}

  static String bash(CommandTree root) {
    return facts(root) + resource("completion.bash");
  }

  static String zsh(CommandTree root) {
    return "#compdef runnel\n" + facts(root) + resource("completion.zsh");
  }

  private static String facts(CommandTree root) {
    return """
        # Completes the command line of runnel. Made by `runnel completion`.

        # The commands below a command.
        _runnel_commands() {
          case "$1" in
        %s  esac
        }

        # The flags of a command.
        _runnel_flags() {
          case "$1" in
        %s  esac
        }

        # What stands behind a command without a flag ("runnel batch"), or behind a flag of it
        # ("runnel batch -O"): file, endpoint, model, option, plugin, text, or "choice" and the choices.
        _runnel_values() {
          case "$1" in
        %s  esac
        }

        """
        .formatted(
            cases(root, tree -> names(tree.commands().stream().map(CommandTree::name))),
            cases(
                root, tree -> names(tree.flags().stream().flatMap(flag -> flag.names().stream()))),
            root.all().flatMap(PosixScript::values).collect(Collectors.joining()));
  }

  private interface Fact {
    String of(CommandTree tree);
  }

  private static String cases(CommandTree root, Fact fact) {
    return root.all()
        .filter(tree -> !fact.of(tree).isEmpty())
        .map(tree -> entry(List.of(tree.path()), fact.of(tree)))
        .collect(Collectors.joining());
  }

  private static Stream<String> values(CommandTree tree) {
    Stream<String> ofFlags =
        tree.flags().stream()
            .filter(flag -> flag.values().kind() != Values.Kind.NONE)
            .map(
                flag ->
                    entry(
                        flag.names().stream().map(name -> tree.path() + " " + name).toList(),
                        words(flag.values())));
    Stream<String> ofWords =
        tree.words().kind() == Values.Kind.NONE
            ? Stream.of()
            : Stream.of(entry(List.of(tree.path()), words(tree.words())));
    return Stream.concat(ofWords, ofFlags);
  }

  private static String words(Values values) {
    return Stream.concat(Stream.of(values.kind().wireName()), values.choices().stream())
        .collect(Collectors.joining(" "));
  }

  private static String entry(List<String> patterns, String echoed) {
    return "    "
        + patterns.stream().map(pattern -> "\"" + pattern + "\"").collect(Collectors.joining("|"))
        + ") echo '"
        + echoed
        + "' ;;\n";
  }

  private static String names(Stream<String> names) {
    return names.collect(Collectors.joining(" "));
  }

  private static String resource(String name) {
    try (@Nullable InputStream in = PosixScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
