package dev.runnel.config.settings;

import dev.runnel.config.toml.TomlNode;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code [models]}: names that stand for one model, and pools of several. */
final class ModelTables {
  private static final String PREFIX = "models.";

  private final KnownEndpoints known;
  private final TableReader reader;
  private final Directives directives;

  ModelTables(KnownEndpoints known, TableReader reader, Directives directives) {
    this.known = known;
    this.reader = reader;
    this.directives = directives;
  }

  void read(TomlNode root) {
    reader.table("", root, "models").ifPresent(tables -> tables.children().forEach(this::read));
  }

  private void read(String name, TomlNode node) {
    if (name.isBlank()) {
      reader.mistake(PREFIX + name, node, "is no name");
    } else if (node.isTable()) {
      pool(name, node);
    } else if (node.isText()) {
      if (checked(PREFIX + name, node.text(), node)) {
        reader.remember(
            new SettingValue(
                PREFIX + name, Optional.of(node.text()), Optional.of(node.place().toString())));
        directives.add(
            builder -> builder.pool(ModelPool.ordered(name, node.text()), node.place().toString()));
      }
    } else {
      reader.wrong(
          PREFIX + name, node, "expected \"ENDPOINT/MODEL\", or a table, got " + node.kind());
    }
  }

  private void pool(String name, TomlNode table) {
    String prefix = PREFIX + name + ".";
    TableValues values = reader.read(prefix, table, RunnelToml.POOL, List.of());
    reader.remember(prefix, values, RunnelToml.POOL);
    Optional<List<String>> candidates = values.get(RunnelToml.CANDIDATES);
    if (candidates.isEmpty() || candidates.get().isEmpty()) {
      if (!table.children().containsKey(RunnelToml.CANDIDATES.name()) || candidates.isPresent()) {
        reader.mistake(
            PREFIX + name,
            table,
            "names no candidates, such as candidates = [\"groq/llama-3.1-8b-instant\"]");
      }
      return;
    }
    TomlNode written = table.at(RunnelToml.CANDIDATES.name());
    boolean sound = true;
    for (int i = 0; i < candidates.get().size(); i++) {
      sound &= checked(prefix + RunnelToml.CANDIDATES.name(), candidates.get().get(i), written);
    }
    Optional<List<Integer>> weights = weights(prefix, table, values, candidates.get().size());
    if (sound && weights.isPresent()) {
      ModelPool pool = pool(name, candidates.get(), weights.get(), values);
      directives.add(builder -> builder.pool(pool, table.place().toString()));
    }
  }

  private static ModelPool pool(
      String name, List<String> candidates, List<Integer> weights, TableValues values) {
    List<ModelPool.Member> members = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      members.add(new ModelPool.Member(candidates.get(i), weights.get(i)));
    }
    return new ModelPool(
        name,
        members,
        ModelPool.Strategy.valueOf(
            values.orDefault(RunnelToml.STRATEGY).toUpperCase(Locale.ROOT).replace('-', '_')),
        values.orDefault(RunnelToml.STICKY),
        values.get(RunnelToml.HEDGE_AFTER));
  }

  /** One for each candidate; empty where they are wrong. */
  private Optional<List<Integer>> weights(
      String prefix, TomlNode table, TableValues values, int candidates) {
    Optional<List<String>> written = values.get(RunnelToml.WEIGHTS);
    if (written.isEmpty()) {
      return table.children().containsKey(RunnelToml.WEIGHTS.name())
          ? Optional.empty()
          : Optional.of(Collections.nCopies(candidates, 1));
    }
    if (written.get().size() == candidates
        && written.get().stream().allMatch(weight -> weight.matches("[1-9]\\d{0,8}"))) {
      return Optional.of(written.get().stream().map(Integer::valueOf).toList());
    }
    reader.wrong(
        prefix + RunnelToml.WEIGHTS.name(),
        table.at(RunnelToml.WEIGHTS.name()),
        "expected " + candidates + " whole numbers above 0, one for each candidate");
    return Optional.empty();
  }

  private boolean checked(String key, String target, TomlNode node) {
    if (known.named(target).isPresent()) {
      return true;
    }
    String endpoint = target.contains("/") ? target.substring(0, target.indexOf('/')) : target;
    if (known.isBroken(endpoint)) {
      return false; // a jar that does not load stops nobody else
    }
    reader.wrong(
        key,
        node,
        "'"
            + target
            + "' begins with no endpoint"
            + NearName.of(endpoint, known.ids())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; write ENDPOINT/MODEL, or ENDPOINT for its default model"));
    return false;
  }
}
