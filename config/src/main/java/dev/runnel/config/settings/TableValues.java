package dev.runnel.config.settings;

import dev.runnel.runner.route.DurationText;
import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a table sets: checked values by their options. */
final class TableValues {
  /**
   * One value.
   *
   * @param parsed of the option's type
   * @param text as {@code -o} would have it
   * @param source where it is written
   */
  record Written(Object parsed, String text, String source) {}

  private final Map<String, Written> values = new LinkedHashMap<>();

  void put(Option<?> option, Written written) {
    values.put(option.name(), written);
  }

  @SuppressWarnings("unchecked") // the option's own parser made it
  <T> Optional<T> get(Option<T> option) {
    @Nullable Written written = values.get(option.name());
    return written == null ? Optional.empty() : Optional.of((T) written.parsed());
  }

  /** The value, or the option's default, which it has. */
  <T> T orDefault(Option<T> option) {
    return get(option).or(option::defaultValue).orElseThrow();
  }

  /** The same of a whole number, whose range its option has checked. */
  int count(Option<Long> option) {
    return Math.toIntExact(orDefault(option));
  }

  Optional<Written> written(Option<?> option) {
    return Optional.ofNullable(values.get(option.name()));
  }

  /** The value in force, for a person. */
  SettingValue shown(String prefix, Option<?> option) {
    Optional<Written> written = written(option);
    Optional<String> text = written.map(Written::text).or(() -> fallback(option));
    return new SettingValue(prefix + option.name(), text, written.map(Written::source));
  }

  private static Optional<String> fallback(Option<?> option) {
    return option
        .defaultValue()
        .map(value -> value instanceof Duration time ? DurationText.of(time) : value.toString());
  }

  TableValues copy() {
    TableValues copy = new TableValues();
    copy.values.putAll(values);
    return copy;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }
}
