package dev.runnel.config.settings;

import dev.runnel.runner.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What files want of a runner's builder, to be said when there is one. */
final class Directives {
  private final List<Consumer<Runner.Builder>> all = new ArrayList<>();

  void add(Consumer<Runner.Builder> directive) {
    all.add(directive);
  }

  void applyTo(Runner.Builder builder) {
    all.forEach(directive -> directive.accept(builder));
  }
}
