package dev.runnel.cli.conversation;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.TokenSink;
import dev.runnel.cli.shell.Output;
import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationWriter;
import dev.runnel.history.ExchangeStart;
import dev.runnel.history.HistoryException;
import dev.runnel.history.LoggedExchange;
import dev.runnel.history.OpenExchange;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that goes on now: what was said before it, and the log that what is said next
 * goes into. Nothing of the log ever stops an answer; what went wrong with it is told at the end.
 * Not thread-safe.
 */
public final class LiveConversation implements AutoCloseable {
  private static final TokenSink NOWHERE = token -> {};

  private final Output err;
  private final Optional<String> standIn;
  private final AtomicReference<@Nullable HistoryException> trouble = new AtomicReference<>();
  private Optional<ConversationWriter> log = Optional.empty();
  private Optional<Conversation> earlier = Optional.empty();
  private Optional<String> id = Optional.empty();
  private Optional<String> tip = Optional.empty();

  private LiveConversation(Optional<String> standIn, Output err) {
    this.err = err;
    this.standIn = standIn;
  }

  /**
   * Begins a conversation, which is not logged yet.
   *
   * @param standIn who answers in the services' stead, such as {@code sandbox}
   */
  public static LiveConversation begin(Optional<String> standIn, Output err) {
    return new LiveConversation(standIn, err);
  }

  /** Begins to open the log, and logs what is said from now on; returns at once. */
  public void logInto(Path file) {
    if (err.terminal() && !Files.exists(file)) {
      err.tell(
          "note: conversations are logged in "
              + file
              + ", for you alone; RUNNEL_LOG=off stops it.");
    }
    log = Optional.of(ConversationWriter.start(file, trouble::set));
    id = id.or(() -> log.map(ConversationWriter::newConversation));
  }

  /** Leaves the conversation and begins another one, which nothing was said in. */
  public void anew() {
    earlier = Optional.empty();
    id = log.map(ConversationWriter::newConversation);
    tip = Optional.empty();
  }

  /** Leaves the conversation and goes on with one from the log. */
  public void goOnWith(Conversation conversation) {
    earlier = Optional.of(conversation);
    id = Optional.of(conversation.id());
    tip = conversation.tip().map(LoggedExchange::id);
  }

  /** What it is called; empty: nothing is logged, and it has no name. */
  public Optional<String> id() {
    return id;
  }

  /**
   * What ties the requests of this conversation together for services that keep its memory. Empty
   * for one that was begun by another process: no service knows that it goes on, and to say so
   * would hide that what was said before does not reach a service that takes the last message only.
   */
  public Optional<String> memory() {
    return earlier.isEmpty() ? id : Optional.empty();
  }

  /** What was said in the log's conversation; unmodifiable, empty where there is none. */
  public List<Message> earlierMessages() {
    return earlier.map(Conversation::messages).orElse(List.of());
  }

  /**
   * Whom to ask so that the same one answers as before: whom the user asked for, else who answered.
   */
  public Optional<ExchangeStart.Asked> sameAsBefore() {
    return earlier
        .map(conversation -> conversation.tip().orElse(conversation.last()).start())
        .map(
            start ->
                start.asked().equals(ExchangeStart.Asked.ANYBODY)
                    ? new ExchangeStart.Asked(
                        Optional.of(start.chosen().endpoint()), start.chosen().model())
                    : start.asked());
  }

  /**
   * The exchange that the next one goes on from: the one that was begun or read last, unless this
   * is told. An answer that is tried again goes on from the exchange before.
   *
   * @param exchange empty: from none, so that the conversation begins anew under its old name
   */
  public void goOnFrom(Optional<String> exchange) {
    tip = exchange;
  }

  /** The exchange that the next one goes on from. */
  public Optional<String> tip() {
    return tip;
  }

  /**
   * Logs an exchange.
   *
   * @param added what the request adds to the conversation
   * @param asked whom the user asked for
   * @return who is to be told what arrives, beside whoever shows it
   */
  public TokenSink log(
      List<Message> added, ExchangeStart.Asked asked, ChatRequest request, Route route) {
    Optional<Candidate> chosen = route.chosen();
    if (log.isEmpty() || id.isEmpty() || chosen.isEmpty()) {
      return NOWHERE;
    }
    OpenExchange exchange =
        log.get()
            .begin(
                ExchangeStart.builder(id.get(), served(chosen.get()))
                    .parent(tip.orElse(null))
                    .added(added)
                    .asked(asked)
                    .standIn(standIn.orElse(null))
                    .settingsOf(request)
                    .build());
    tip = Optional.of(exchange.id());
    return exchange;
  }

  /** Tells, once, what went wrong with the log. */
  public void tellTrouble() {
    @Nullable HistoryException told = trouble.getAndSet(null);
    if (told != null) {
      err.tell("warning: the conversation is not logged. " + told.getMessage());
    }
  }

  private static ExchangeStart.Served served(Candidate chosen) {
    return new ExchangeStart.Served(
        chosen.endpoint().id(), chosen.endpoint().provider().id(), chosen.model());
  }

  /** Waits, not long, until everything is written. */
  @Override
  public void close() {
    log.ifPresent(ConversationWriter::close);
    tellTrouble();
  }
}
