package dev.runnel.gateway.access;

import dev.runnel.api.ChatRequest;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.runner.limit.Allowance;
import dev.runnel.runner.limit.Allowance.Permit;
import dev.runnel.runner.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who asks, what for, and how much. Safe to use from any thread. */
public final class Caller {
  /** Who needs no key, and may do everything. */
  public static final Caller ANYONE =
      new Caller(Optional.empty(), new ModelGlobs(List.of()), Optional.empty());

  /** May do nothing. */
  static final Caller NOBODY =
      new Caller(Optional.empty(), new ModelGlobs(List.of("")), Optional.empty());

  /** What is told where only the end of another request makes room. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Optional<String> name;
  private final ModelGlobs models;
  private final Optional<Allowance> allowance;

  Caller(Optional<String> name, ModelGlobs models, Optional<Allowance> allowance) {
    this.name = name;
    this.models = models;
    this.allowance = allowance;
  }

  /** The name of the key; empty: there was none. */
  public Optional<String> name() {
    return name;
  }

  /** Whether this model is to be seen. */
  public boolean sees(String endpoint, Optional<String> model) {
    return models.allow(endpoint, model);
  }

  /** Whether this name, which stands for models of several endpoints, is to be seen. */
  public boolean sees(String alias) {
    return models.allowName(alias);
  }

  /**
   * Refuses what the key does not allow.
   *
   * @param asked the model as the caller named it
   * @throws RefusedException with what it does allow
   */
  public void mayAsk(Route route, Optional<String> asked) {
    if (!models.allow(route, asked)) {
      throw new RefusedException(
          Trouble.of(
              Trouble.Kind.PERMISSION,
              "The API key '"
                  + name.orElse("")
                  + "' may not ask "
                  + asked.map(model -> "for '" + model + "'").orElse("without naming a model")
                  + "; it may ask for: "
                  + models.shown()));
    }
  }

  /**
   * Begins a request where the key's limits have room for it.
   *
   * @throws RefusedException when they do not, with when to come again
   */
  public Permit enter(ChatRequest request) {
    if (allowance.isEmpty()) {
      return (usage, answered) -> {};
    }
    Allowance.Entry entry = allowance.get().enter(request);
    return entry
        .permit()
        .orElseThrow(
            () ->
                new RefusedException(
                    Trouble.passing(
                        Trouble.Kind.RATE_LIMITED,
                        "The API key '"
                            + name.orElse("")
                            + "' is at its limit: "
                            + entry.obstacle().orElse(""),
                        entry.untilRoom().or(() -> Optional.of(SOON)))));
  }

  /**
   * The headers that tell what is left of the limits, as clients of a form know them; unmodifiable,
   * mostly empty.
   *
   * @param form its name
   */
  public Map<String, String> limitHeaders(String form) {
    return allowance.map(all -> LimitHeaders.of(all, form)).orElse(Map.of());
  }
}
