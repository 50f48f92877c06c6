package dev.runnel.cli.command;

import dev.runnel.cli.conversation.LiveConversation;
import dev.runnel.cli.conversation.LogPlace;
import dev.runnel.cli.conversation.PastConversations;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.Settings;
import dev.runnel.history.ExchangeStart;
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
    Optional<String> name = standIn.logged();
    LiveConversation conversation = LiveConversation.begin(name, shell.err());
    if (goOn) {
      conversation.goOnWith(PastConversations.latest(LogPlace.required(shell), name));
    } else if (id != null) {
      conversation.goOnWith(PastConversations.named(LogPlace.required(shell), id));
    }
    return conversation;
  }

  /** Logs a conversation from now on, if the user wants that. */
  void log(LiveConversation conversation, Shell shell, StandIn standIn, Settings settings) {
    boolean wanted = LogPlace.wanted(shell.environment()).orElseGet(settings::logEnabled);
    if (wanted && !unlogged && standIn.isLogged()) {
      LogPlace.of(shell).ifPresent(conversation::logInto);
    }
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
