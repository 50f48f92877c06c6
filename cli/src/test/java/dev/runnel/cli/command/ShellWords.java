package dev.runnel.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a shell makes of a line of the docs, as far as that matters to one program's arguments. */
final class ShellWords {
  private final String line;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /** The arguments of runnel on a line, if it is called there. */
  static Optional<List<String>> ofRunnel(String line) {
    ShellWords shell = new ShellWords(line);
    shell.read();
    for (List<String> command : shell.commands) {
      int first = 0;
      while (first < command.size() && command.get(first).matches("[A-Z_]+=.*")) {
        first++;
      }
      if (first < command.size() && command.get(first).matches("(\\./)?runnel")) {
        return Optional.of(List.copyOf(command.subList(first + 1, command.size())));
      }
    }
    return Optional.empty();
  }

  private void read() {
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '\\' && at + 1 < line.length()) {
        append(line.charAt(++at));
      } else if (Character.isWhitespace(c)) {
        endWord();
      } else if (c == '#' && !inWord) {
        break;
      } else if (c == '|' || c == ';' || c == '&') {
        endCommand();
      } else if (c == '>' || c == '<') {
        redirection();
      } else {
        append(c);
      }
    }
    endCommand();
  }

  private void quoted(char quote) {
    inWord = true;
    for (at++; at < line.length() && line.charAt(at) != quote; at++) {
      boolean escaped = quote == '"' && line.charAt(at) == '\\' && at + 1 < line.length();
      word.append(line.charAt(escaped ? ++at : at));
    }
  }

  /** Drops the operator, the number before it, and the file behind it. */
  private void redirection() {
    if (word.toString().matches("\\d?")) {
      word = new StringBuilder();
      inWord = false;
    }
    endWord();
    at++;
    while (at < line.length() && " >&(".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    at--;
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word = new StringBuilder();
    inWord = false;
  }

  private void endCommand() {
    endWord();
    commands.add(words);
    words = new ArrayList<>();
  }
}
