package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model: a conversation and how to continue it. Immutable; {@link
 * #builder(ChatRequest)} copies.
 *
 * <p>Every setting is optional. What a service does not honour is dropped with a {@link Warning} on
 * the {@link Outcome}, or refused where the request is {@link #strict()}; never silently.
 */
public final class ChatRequest {
  private final @Nullable String model;
  private final List<Message> messages;
  private final @Nullable Double temperature;
  private final @Nullable Double topP;
  private final @Nullable Integer maxTokens;
  private final List<String> stop;
  private final @Nullable Long seed;
  private final @Nullable Double presencePenalty;
  private final @Nullable Double frequencyPenalty;
  private final @Nullable ReasoningEffort reasoningEffort;
  private final List<Tool> tools;
  private final ToolChoice toolChoice;
  private final ResponseFormat responseFormat;
  private final @Nullable String conversationId;
  private final Map<String, Map<String, Object>> extras;
  private final @Nullable Timeouts timeouts;
  private final boolean strict;

  private ChatRequest(Builder builder) {
    model = builder.model;
    messages = List.copyOf(builder.messages);
    temperature = builder.temperature;
    topP = builder.topP;
    maxTokens = builder.maxTokens;
    stop = List.copyOf(builder.stop);
    seed = builder.seed;
    presencePenalty = builder.presencePenalty;
    frequencyPenalty = builder.frequencyPenalty;
    reasoningEffort = builder.reasoningEffort;
    tools = List.copyOf(builder.tools);
    toolChoice = builder.toolChoice;
    responseFormat = builder.responseFormat;
    conversationId = builder.conversationId;
    Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
    builder.extras.forEach(
        (endpoint, values) ->
            copy.put(endpoint, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    extras = Collections.unmodifiableMap(copy);
    timeouts = builder.timeouts;
    strict = builder.strict;
  }

  /** One user message and no settings. */
  public static ChatRequest of(String prompt) {
    return builder().user(prompt).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with the values of another request. */
  public static Builder builder(ChatRequest existing) {
    return new Builder(existing);
  }

  /** The model asked for; empty: the endpoint's default. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** The conversation, oldest message first; unmodifiable, never empty. */
  public List<Message> messages() {
    return messages;
  }

  /** The last message of the conversation. */
  public Message lastMessage() {
    return messages.get(messages.size() - 1);
  }

  /** Randomness, usually 0 to 2. */
  public OptionalDouble temperature() {
    return optional(temperature);
  }

  /** Nucleus sampling, 0 to 1. */
  public OptionalDouble topP() {
    return optional(topP);
  }

  /** The most tokens an answer may have; at least 1. */
  public OptionalInt maxTokens() {
    return maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens);
  }

  /** Texts before which the answer ends; unmodifiable. */
  public List<String> stop() {
    return stop;
  }

  /** For answers that repeat. */
  public OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  /** Usually -2 to 2. */
  public OptionalDouble presencePenalty() {
    return optional(presencePenalty);
  }

  /** Usually -2 to 2. */
  public OptionalDouble frequencyPenalty() {
    return optional(frequencyPenalty);
  }

  public Optional<ReasoningEffort> reasoningEffort() {
    return Optional.ofNullable(reasoningEffort);
  }

  /** What the model may call; unmodifiable. */
  public List<Tool> tools() {
    return tools;
  }

  public ToolChoice toolChoice() {
    return toolChoice;
  }

  public ResponseFormat responseFormat() {
    return responseFormat;
  }

  /** What ties the requests of one conversation together, for services that keep its memory. */
  public Optional<String> conversationId() {
    return Optional.ofNullable(conversationId);
  }

  /**
   * What only one endpoint understands: values of the JSON data model (maps, lists, strings,
   * numbers, booleans), unmodifiable, empty where there are none.
   */
  public Map<String, Object> extras(String endpoint) {
    return extras.getOrDefault(endpoint, Map.of());
  }

  /** The clocks of this call; empty: those of the client. */
  public Optional<Timeouts> timeouts() {
    return Optional.ofNullable(timeouts);
  }

  /** Whether a request that cannot be honoured in full is refused instead of trimmed. */
  public boolean strict() {
    return strict;
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Names the model and counts the messages; shows no content. */
  @Override
  public String toString() {
    return "ChatRequest[model="
        + (model == null ? "default" : model)
        + ", messages="
        + messages.size()
        + "]";
  }

  /** Collects a request. Not thread-safe. */
  public static final class Builder {
    private @Nullable String model;
    private final List<Message> messages = new ArrayList<>();
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer maxTokens;
    private final List<String> stop = new ArrayList<>();
    private @Nullable Long seed;
    private @Nullable Double presencePenalty;
    private @Nullable Double frequencyPenalty;
    private @Nullable ReasoningEffort reasoningEffort;
    private final List<Tool> tools = new ArrayList<>();
    private ToolChoice toolChoice = ToolChoice.AUTO;
    private ResponseFormat responseFormat = ResponseFormat.TEXT;
    private @Nullable String conversationId;
    private final Map<String, Map<String, Object>> extras = new LinkedHashMap<>();
    private @Nullable Timeouts timeouts;
    private boolean strict;

    private Builder() {}

    private Builder(ChatRequest existing) {
      model = existing.model;
      messages.addAll(existing.messages);
      temperature = existing.temperature;
      topP = existing.topP;
      maxTokens = existing.maxTokens;
      stop.addAll(existing.stop);
      seed = existing.seed;
      presencePenalty = existing.presencePenalty;
      frequencyPenalty = existing.frequencyPenalty;
      reasoningEffort = existing.reasoningEffort;
      tools.addAll(existing.tools);
      toolChoice = existing.toolChoice;
      responseFormat = existing.responseFormat;
      conversationId = existing.conversationId;
      existing.extras.forEach((key, values) -> extras.put(key, new LinkedHashMap<>(values)));
      timeouts = existing.timeouts;
      strict = existing.strict;
    }

    /** Names the model; null: the endpoint's default. */
    public Builder model(@Nullable String name) {
      if (name != null && name.isBlank()) {
        throw new IllegalArgumentException("A model's name cannot be blank");
      }
      model = name;
      return this;
    }

    /** Appends a message. */
    public Builder message(Message message) {
      messages.add(requireNonNull(message, "message is null"));
      return this;
    }

    /** Appends a system message. */
    public Builder system(String text) {
      return message(Message.system(text));
    }

    /** Appends a user message. */
    public Builder user(String text) {
      return message(Message.user(text));
    }

    /** Appends an assistant message. */
    public Builder assistant(String text) {
      return message(Message.assistant(text));
    }

    /** Replaces the conversation. */
    public Builder messages(Collection<Message> conversation) {
      messages.clear();
      messages.addAll(conversation);
      return this;
    }

    /** Sets the temperature: finite, not negative; null: the service's default. */
    public Builder temperature(@Nullable Double value) {
      finite(value, "temperature");
      if (value != null && value < 0) {
        throw new IllegalArgumentException("temperature is negative: " + value);
      }
      temperature = value;
      return this;
    }

    /** Sets nucleus sampling: 0 to 1; null: the service's default. */
    public Builder topP(@Nullable Double value) {
      finite(value, "topP");
      if (value != null && (value < 0 || value > 1)) {
        throw new IllegalArgumentException("topP is not between 0 and 1: " + value);
      }
      topP = value;
      return this;
    }

    /** Sets the most tokens of the answer: at least 1; null: the service's default. */
    public Builder maxTokens(@Nullable Integer value) {
      if (value != null && value < 1) {
        throw new IllegalArgumentException("maxTokens is below 1: " + value);
      }
      maxTokens = value;
      return this;
    }

    /** Replaces the texts before which the answer ends. */
    public Builder stop(String... texts) {
      stop.clear();
      Collections.addAll(stop, texts);
      return this;
    }

    public Builder seed(@Nullable Long value) {
      seed = value;
      return this;
    }

    public Builder presencePenalty(@Nullable Double value) {
      presencePenalty = finite(value, "presencePenalty");
      return this;
    }

    public Builder frequencyPenalty(@Nullable Double value) {
      frequencyPenalty = finite(value, "frequencyPenalty");
      return this;
    }

    public Builder reasoningEffort(@Nullable ReasoningEffort value) {
      reasoningEffort = value;
      return this;
    }

    /** Appends tools that the model may call. */
    public Builder tools(Tool... list) {
      Collections.addAll(tools, list);
      return this;
    }

    public Builder toolChoice(ToolChoice choice) {
      toolChoice = requireNonNull(choice, "choice is null");
      return this;
    }

    public Builder responseFormat(ResponseFormat format) {
      responseFormat = requireNonNull(format, "format is null");
      return this;
    }

    public Builder conversationId(@Nullable String id) {
      conversationId = id;
      return this;
    }

    /** Sets a value that only one endpoint understands; see {@link ChatRequest#extras}. */
    public Builder extra(String endpoint, String key, Object value) {
      extras
          .computeIfAbsent(endpoint, any -> new LinkedHashMap<>())
          .put(requireNonNull(key, "key is null"), requireNonNull(value, "value is null"));
      return this;
    }

    /** Sets this call's own clocks; null: those of the client. */
    public Builder timeouts(@Nullable Timeouts clocks) {
      timeouts = clocks;
      return this;
    }

    /** Refuses instead of dropping what the service does not honour; default: false. */
    public Builder strict(boolean refuse) {
      strict = refuse;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalStateException when there is no message
     */
    public ChatRequest build() {
      if (messages.isEmpty()) {
        throw new IllegalStateException("A request needs at least one message");
      }
      return new ChatRequest(this);
    }

    private static @Nullable Double finite(@Nullable Double value, String name) {
      if (value != null && !Double.isFinite(value)) {
        throw new IllegalArgumentException(name + " is not a finite number: " + value);
      }
      return value;
    }
  }
}
