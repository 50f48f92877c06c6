package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an endpoint can do: its models, each {@link Feature} as yes, no or unknown, and the request
 * parameters it honours. Immutable.
 */
public final class Capabilities {
  /**
   * One parameter of a service's signature.
   *
   * @param name as the service's client names it
   * @param type in words, such as {@code List<Message>}
   */
  public record Parameter(String name, String type) {
    public Parameter {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
    }
  }

  /** Nothing is known: any model may be asked for, and no request parameter is honoured. */
  public static final Capabilities UNKNOWN = builder().openEnded().build();

  private final List<ModelInfo> models;
  private final Map<String, ModelInfo> byId = new HashMap<>();
  private final boolean openEnded;
  private final List<String> familiar;
  private final Map<Feature, Support> features;
  private final Set<RequestParameter> honoured;
  private final List<Parameter> signature;

  private Capabilities(Builder builder) {
    models = List.copyOf(builder.models);
    models.forEach(model -> byId.putIfAbsent(model.id(), model));
    openEnded = builder.openEnded;
    familiar = List.copyOf(builder.familiar);
    features = Collections.unmodifiableMap(new EnumMap<>(builder.features));
    honoured = Collections.unmodifiableSet(EnumSet.copyOf(builder.honoured));
    signature = List.copyOf(builder.signature);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with the values of another. */
  public static Builder builder(Capabilities existing) {
    Builder builder = new Builder();
    builder.models.addAll(existing.models);
    builder.openEnded = existing.openEnded;
    builder.familiar.addAll(existing.familiar);
    builder.features.putAll(existing.features);
    builder.honoured.addAll(existing.honoured);
    builder.signature.addAll(existing.signature);
    return builder;
  }

  /**
   * The models known by name, the default one first; unmodifiable, may be empty when open-ended.
   */
  public List<ModelInfo> models() {
    return models;
  }

  /** Whether models that are not in {@link #models()} may be asked for as well. */
  public boolean openEnded() {
    return openEnded;
  }

  /** The model that is used where a request names none: the first, if any is known. */
  public Optional<ModelInfo> defaultModel() {
    return models.stream().findFirst();
  }

  /** The model of this name, if it is in the list. */
  public Optional<ModelInfo> model(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether a request for this model makes sense here. */
  public boolean offers(String model) {
    return openEnded || model(model).isPresent();
  }

  /**
   * What the names of this endpoint's models begin with, where that tells them from those of
   * others, such as {@code gpt-}; unmodifiable, may be empty. Says nothing of which models there
   * are: only, of several endpoints that might have one, whose it probably is.
   */
  public List<String> familiar() {
    return familiar;
  }

  /** Whether a name begins as those of this endpoint's models do. */
  public boolean familiar(String model) {
    return familiar.stream().anyMatch(model::startsWith);
  }

  /** Whether the endpoint as a whole has a feature; {@link Support#UNKNOWN} where nobody said. */
  public Support feature(Feature feature) {
    return features.getOrDefault(feature, Support.UNKNOWN);
  }

  /** Whether one model has a feature: what is known of the model, else of the endpoint. */
  public Support feature(String model, Feature feature) {
    return model(model)
        .map(ModelInfo::features)
        .map(known -> known.get(feature))
        .orElseGet(() -> feature(feature));
  }

  /**
   * The request parameters that reach the models, if not each of them; all others are dropped with
   * a warning.
   */
  public Set<RequestParameter> honoured() {
    return honoured;
  }

  /** Whether a request parameter reaches one model: as is known of it, else of the endpoint. */
  public boolean honours(String model, RequestParameter parameter) {
    return honoured.contains(parameter)
        && model(model).map(known -> !known.ignored().contains(parameter)).orElse(true);
  }

  /** The parameters of the service's signature, in its order; unmodifiable, may be empty. */
  public List<Parameter> signature() {
    return signature;
  }

  /**
   * The signature on one line, such as {@code (model: String, messages: List<Message>)}; {@code ()}
   * where none was declared.
   */
  public String signatureLine() {
    return signature.stream()
        .map(parameter -> parameter.name() + ": " + parameter.type())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public String toString() {
    return "Capabilities[models="
        + models.stream().map(ModelInfo::id).toList()
        + (openEnded ? " and others" : "")
        + (familiar.isEmpty() ? "" : " like " + familiar)
        + ", features="
        + features
        + ", honoured="
        + honoured
        + "]";
  }

  /** Collects capabilities; nothing is claimed that is not said here. Not thread-safe. */
  public static final class Builder {
    private final List<ModelInfo> models = new ArrayList<>();
    private final Map<Feature, Support> features = new EnumMap<>(Feature.class);
    private final Set<RequestParameter> honoured = EnumSet.noneOf(RequestParameter.class);
    private final List<Parameter> signature = new ArrayList<>();
    private final List<String> familiar = new ArrayList<>();
    private boolean openEnded;

    private Builder() {}

    /** Replaces the list of models; the first is the default. */
    public Builder models(Collection<ModelInfo> list) {
      models.clear();
      models.addAll(list);
      return this;
    }

    /** Replaces the list of models by name; the first is the default. */
    public Builder models(String... ids) {
      return models(java.util.Arrays.stream(ids).map(ModelInfo::of).toList());
    }

    /** Says that models beyond the list may exist; default: they do not. */
    public Builder openEnded() {
      openEnded = true;
      return this;
    }

    /**
     * Replaces the list of what the names of this endpoint's models begin with; default: nothing
     * that would tell them from those of others. Upper and lower case differ.
     *
     * @param prefixes not blank
     */
    public Builder familiar(String... prefixes) {
      familiar.clear();
      for (String prefix : prefixes) {
        if (prefix.isBlank()) {
          throw new IllegalArgumentException("A prefix is blank: every name would begin with it");
        }
        familiar.add(prefix);
      }
      return this;
    }

    /** Says of features that every model has them. */
    public Builder supports(Feature... list) {
      return declare(Support.YES, list);
    }

    /** Says of features that no model has them. */
    public Builder lacks(Feature... list) {
      return declare(Support.NO, list);
    }

    private Builder declare(Support support, Feature... list) {
      for (Feature feature : list) {
        features.put(feature, support);
      }
      return this;
    }

    /** Adds to the request parameters that reach the model. */
    public Builder honours(RequestParameter... list) {
      Collections.addAll(honoured, list);
      return this;
    }

    /** Appends a parameter to the service's signature. */
    public Builder parameter(String name, String type) {
      signature.add(new Parameter(name, type));
      return this;
    }

    public Capabilities build() {
      return new Capabilities(this);
    }
  }
}
