package dev.runnel.cli.repl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be typed instead of a question. */
enum CommandName {
  MODEL("[NAME]", "ask another, NAME or ENDPOINT/NAME; alone: say which"),
  PROVIDER("[ENDPOINT]", "ask another endpoint; alone: list those that are set up"),
  SYSTEM("[TEXT]", "how the model is to behave; alone: say it; -: nothing"),
  RETRY("", "ask the last question again"),
  EDIT("", "change the last question in your editor, and ask it"),
  ATTACH("FILE", "send a file, or an https address, with the next question"),
  SAVE("FILE", "write the conversation, as --messages and /load read it"),
  LOAD("FILE", "go on with a conversation from a file"),
  CLEAR("", "begin a new conversation"),
  HELP("", "show this"),
  QUIT("", "leave; so does Ctrl-D");

  private final String argument;
  private final String description;

  CommandName(String argument, String description) {
    this.argument = argument;
    this.description = description;
  }

  /** As it is typed, the slash included. */
  String typed() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }

  /** A line that says what it does. */
  String help() {
    return String.format("  %-20s %s", typed() + " " + argument, description);
  }

  String argument() {
    return argument;
  }

  String description() {
    return description;
  }

  boolean takesArgument() {
    return !argument.isEmpty();
  }

  boolean needsArgument() {
    return takesArgument() && !argument.startsWith("[");
  }

  static Optional<CommandName> of(String typed) {
    return typed.equals("/exit")
        ? Optional.of(QUIT)
        : Arrays.stream(values()).filter(command -> command.typed().equals(typed)).findFirst();
  }

  static List<String> allTyped() {
    return Arrays.stream(values()).map(CommandName::typed).toList();
  }
}
