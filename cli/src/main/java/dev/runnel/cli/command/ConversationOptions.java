package dev.runnel.cli.command;

import dev.runnel.cli.conversation.LiveConversation;
import dev.runnel.cli.conversation.LogPlace;
import dev.runnel.cli.conversation.PastConversations;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.history.ExchangeStart;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which conversation goes on, and whether it is logged. */
final class ConversationOptions {
  @Option(
      names = {"-c", "--continue"},
      description = "Go on with the conversation that was used last.")
  boolean goOn;

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "Go on with this conversation; the beginning of its id will do.")
  @Nullable String id;

  @Option(names = "--no-log", description = "Do not log this conversation.")
  boolean unlogged;

  /** Refuses what contradicts itself. */
  void check(@Nullable String messages) {
    if (goOn && id != null) {
      throw new UsageException(
          "-c goes on with the conversation used last, --conversation with another; leave one out.");
    }
    if (messages != null && (goOn || id != null)) {
      throw new UsageException(
          "--messages is a conversation of its own; leave it out to go on with another.");
    }
  }

  /**
   * Begins a conversation, or goes on with one.
   *
   * @param standIn who answers in the services' stead, if anybody does
   */
  LiveConversation open(Shell shell, StandIn standIn) {
    return open(shell, standIn, new ConfigOption());
  }

  /**
   * The same.
   *
   * @param config the files that say whether conversations are logged
   */
  LiveConversation open(Shell shell, StandIn standIn, ConfigOption config) {
    Optional<String> name = standIn.logged();
    LiveConversation conversation =
        LiveConversation.begin(logFile(shell, standIn, config), name, shell.err());
    try {
      if (goOn) {
        Path file = LogPlace.required(shell);
        return conversation.goOnWith(PastConversations.latest(file, name));
      }
      return id == null
          ? conversation
          : conversation.goOnWith(PastConversations.named(LogPlace.required(shell), id));
    } catch (RuntimeException | Error e) {
      conversation.close();
      throw e;
    }
  }

  private Optional<Path> logFile(Shell shell, StandIn standIn, ConfigOption config) {
    boolean wanted =
        LogPlace.said(shell.environment())
            ? LogPlace.wanted(shell.environment())
            : config.logEnabled(shell.environment());
    return !unlogged && standIn.isLogged() && wanted ? LogPlace.of(shell) : Optional.empty();
  }

  /** What the user wrote, or whom he asked before. */
  static Wish wish(Wish written, LiveConversation conversation) {
    boolean silent = written.endpoint().isEmpty() && written.model().isEmpty();
    return silent
        ? conversation
            .sameAsBefore()
            .map(before -> new Wish(before.endpoint(), before.model()))
            .orElse(written)
        : written;
  }

  static ExchangeStart.Asked asked(Wish wish) {
    return new ExchangeStart.Asked(wish.endpoint(), wish.model());
  }
}
