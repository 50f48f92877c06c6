package dev.runnel.history;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange before it begins. Immutable.
 *
 * @param conversation the {@linkplain ConversationWriter#newConversation id} of its conversation
 * @param parent the exchange that it goes on from; empty: it is the conversation's first
 * @param added the messages that it adds to those of its parent, oldest first
 * @param asked whom the user asked for
 * @param chosen who is going to answer
 * @param standIn who answers in the services' stead, such as {@code sandbox}; empty: nobody
 * @param temperature as it was asked for
 * @param maxTokens as it was asked for
 */
public record ExchangeStart(
    String conversation,
    Optional<String> parent,
    List<Message> added,
    Asked asked,
    Served chosen,
    Optional<String> standIn,
    OptionalDouble temperature,
    OptionalInt maxTokens) {

  /**
   * Whom the user asked for, in his own words.
   *
   * @param endpoint empty: whoever fits
   * @param model empty: the endpoint's own choice
   */
  public record Asked(Optional<String> endpoint, Optional<String> model) {
    /** Whoever fits. */
    public static final Asked ANYBODY = new Asked(Optional.empty(), Optional.empty());

    public Asked {
      requireNonNull(endpoint, "endpoint is null");
      requireNonNull(model, "model is null");
    }
  }

  /**
   * Who serves an exchange.
   *
   * @param endpoint the endpoint's id
   * @param provider the provider's id
   * @param model empty: the endpoint has no models to choose from
   */
  public record Served(String endpoint, String provider, Optional<String> model) {
    public Served {
      requireNonNull(endpoint, "endpoint is null");
      requireNonNull(provider, "provider is null");
      requireNonNull(model, "model is null");
    }
  }

  public ExchangeStart {
    requireNonNull(conversation, "conversation is null");
    requireNonNull(parent, "parent is null");
    added = List.copyOf(added);
    requireNonNull(asked, "asked is null");
    requireNonNull(chosen, "chosen is null");
    requireNonNull(standIn, "standIn is null");
    requireNonNull(temperature, "temperature is null");
    requireNonNull(maxTokens, "maxTokens is null");
  }

  public static Builder builder(String conversation, Served chosen) {
    return new Builder(conversation, chosen);
  }

  /** Collects what is known. Not thread-safe. */
  public static final class Builder {
    private final String conversation;
    private final Served chosen;
    private @Nullable String parent;
    private List<Message> added = List.of();
    private Asked asked = Asked.ANYBODY;
    private @Nullable String standIn;
    private OptionalDouble temperature = OptionalDouble.empty();
    private OptionalInt maxTokens = OptionalInt.empty();

    private Builder(String conversation, Served chosen) {
      this.conversation = requireNonNull(conversation, "conversation is null");
      this.chosen = requireNonNull(chosen, "chosen is null");
    }

    /** Goes on from this exchange; null: begins the conversation. */
    public Builder parent(@Nullable String exchange) {
      parent = exchange;
      return this;
    }

    /** The messages that the request adds to the conversation. */
    public Builder added(List<Message> messages) {
      added = messages;
      return this;
    }

    public Builder asked(Asked whom) {
      asked = whom;
      return this;
    }

    /** Names who answers in the services' stead; null: nobody does. */
    public Builder standIn(@Nullable String name) {
      standIn = name;
      return this;
    }

    /** Takes the settings that the log keeps from a request. */
    public Builder settingsOf(ChatRequest request) {
      temperature = request.temperature();
      maxTokens = request.maxTokens();
      return this;
    }

    public ExchangeStart build() {
      return new ExchangeStart(
          conversation,
          Optional.ofNullable(parent),
          added,
          asked,
          chosen,
          Optional.ofNullable(standIn),
          temperature,
          maxTokens);
    }
  }
}
