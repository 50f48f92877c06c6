package dev.runnel.cli.repl;

import dev.runnel.api.ModelInfo;
import dev.runnel.runner.route.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands and what they take; asks nobody over a network. */
final class CommandCompleter implements Completer {
  private static final int MOST_FILES = 1_000;

  private final Supplier<List<Endpoint>> endpoints;
  private final Supplier<Optional<String>> current;

  /**
   * @param current the endpoint that is asked now, if it is known
   */
  CommandCompleter(Supplier<List<Endpoint>> endpoints, Supplier<Optional<String>> current) {
    this.endpoints = endpoints;
    this.current = current;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (!line.line().startsWith("/")) {
      return;
    }
    if (line.wordIndex() == 0) {
      for (CommandName command : CommandName.values()) {
        candidates.add(
            new Candidate(
                command.typed(), command.typed(), null, command.description(), null, null, true));
      }
      return;
    }
    CommandName.of(line.words().get(0)).ifPresent(command -> argument(command, line, candidates));
  }

  private void argument(CommandName command, ParsedLine line, List<Candidate> candidates) {
    switch (command) {
      case PROVIDER -> endpoints.get().forEach(endpoint -> add(candidates, endpoint.id()));
      case MODEL -> models(candidates);
      case ATTACH, SAVE, LOAD -> files(line.word().substring(0, line.wordCursor()), candidates);
      default -> {}
    }
  }

  private void models(List<Candidate> candidates) {
    for (Endpoint endpoint : endpoints.get()) {
      boolean here = current.get().filter(endpoint.id()::equals).isPresent();
      for (ModelInfo model : endpoint.capabilities().models()) {
        if (here) {
          add(candidates, model.id());
        }
        add(candidates, endpoint.id() + "/" + model.id());
      }
    }
  }

  private static void add(List<Candidate> candidates, String value) {
    candidates.add(new Candidate(value, value, null, null, null, null, true));
  }

  private static void files(String begun, List<Candidate> candidates) {
    int name = begun.lastIndexOf('/') + 1;
    String folder = begun.substring(0, name);
    try (var files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      files.limit(MOST_FILES).forEach(file -> add(candidates, folder, file));
    } catch (IOException | InvalidPathException e) {
      return; // nothing to offer
    }
  }

  private static void add(List<Candidate> candidates, String folder, Path file) {
    String value = folder + file.getFileName();
    boolean directory = Files.isDirectory(file);
    String completed = directory ? value + "/" : value;
    String shown = file.getFileName() + (directory ? "/" : "");
    candidates.add(new Candidate(completed, shown, null, null, null, null, !directory));
  }
}
