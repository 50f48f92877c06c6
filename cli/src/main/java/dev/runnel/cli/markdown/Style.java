package dev.runnel.cli.markdown;

/**
 * How a text looks, as a set of attributes. Colours are the terminal's own eight, so that they fit
 * whatever theme its user chose.
 *
 * @param attributes a set of bits
 */
record Style(int attributes) {
  static final Style PLAIN = new Style(0);
  static final Style BOLD = new Style(1);
  static final Style DIM = new Style(1 << 1);
  static final Style ITALIC = new Style(1 << 2);
  static final Style UNDERLINE = new Style(1 << 3);
  static final Style STRIKE = new Style(1 << 4);
  static final Style CODE = new Style(1 << 5);
  static final Style HEADING = new Style(1 << 6);

  private static final String RESET = "\u001b[0m";
  // By bit: bold, dim, italic, underlined, struck out, cyan, magenta.
  private static final int[] CODES = {1, 2, 3, 4, 9, 36, 35};

  /** This and the other together. */
  Style and(Style other) {
    return new Style(attributes | other.attributes);
  }

  boolean plain() {
    return attributes == 0;
  }

  /** What makes a terminal write so, whatever it wrote like before. */
  String sequence() {
    if (plain()) {
      return RESET;
    }
    StringBuilder sequence = new StringBuilder("\u001b[0");
    for (int bit = 0; bit < CODES.length; bit++) {
      if ((attributes & (1 << bit)) != 0) {
        sequence.append(';').append(CODES[bit]);
      }
    }
    return sequence.append('m').toString();
  }

  /** A text in this style, and plain behind it. */
  String paint(String text) {
    return plain() || text.isEmpty() ? text : sequence() + text + RESET;
  }
}
