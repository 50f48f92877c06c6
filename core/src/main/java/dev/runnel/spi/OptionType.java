package dev.runnel.spi;

import java.util.Locale;

/** The type of an {@link Option}'s values. May grow. */
public enum OptionType {
  TEXT,
  INTEGER,
  NUMBER,
  FLAG,
  DURATION,
  URI,
  LIST,
  SECRET;

  /** The type in words. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
