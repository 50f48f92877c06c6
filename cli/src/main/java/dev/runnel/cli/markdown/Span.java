package dev.runnel.cli.markdown;

/** A text and how it looks. */
record Span(String text, Style style) {
  Span and(Style more) {
    return new Span(text, style.and(more));
  }
}
