package dev.runnel.config.settings;

import dev.runnel.spi.Option;
import java.util.function.Predicate;

/** Options that are numbers of a range; here, since the classes of keys would need one another. */
final class Numbers {
  private Numbers() {}

  static Option<Long> atLeast(long least, String name) {
    return integer(name, value -> value >= least && value <= Integer.MAX_VALUE, least + " or more");
  }

  static Option<Long> integer(String name, Predicate<Long> fits, String range) {
    Option<Long> plain = Option.integer(name);
    return plain.readBy(text -> checked(plain.parse(text), fits, range, text));
  }

  static Option<Double> number(String name, Predicate<Double> fits, String range) {
    Option<Double> plain = Option.number(name);
    return plain.readBy(text -> checked(plain.parse(text), fits, range, text));
  }

  private static <T> T checked(T value, Predicate<T> fits, String range, String text) {
    if (fits.test(value)) {
      return value;
    }
    throw new IllegalArgumentException("expected " + range + ", got '" + text + "'");
  }
}
