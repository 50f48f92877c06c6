package dev.runnel.cli.render;

/** Makes another text of one that comes in pieces, cut anywhere. Not thread-safe. */
public interface TextFilter {
  /** What there is to show, now that the next piece has come; may be empty. */
  String next(String piece);

  /** What was held back, now that nothing comes any more; may be empty. */
  String end();
}
