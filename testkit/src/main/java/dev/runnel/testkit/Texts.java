package dev.runnel.testkit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Tuple;

/**
 * Texts that careless code gets wrong: characters beyond the BMP, quotes, line ends of every kind,
 * controls, markup, escapes, the empty text. Half a surrogate pair may stand alone.
 */
public final class Texts implements ArbitrarySupplier<String> {
  private static final String[] TRAPS = {
    " ",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "\\",
    "\\u0041",
    "'",
    "/",
    "</script>",
    "&amp;",
    "%20",
    "{}",
    "data: ",
    "[DONE]",
    "\u0000",
    "\u001b[0m",
    "\u007f",
    "\u2028",
    "\ufeff",
    "ä",
    "文字",
    "\u05d0",
    "e\u0301",
    "😀",
    "👩\u200d👩\u200d👧",
    "\ud83d",
    "\ude00",
    "always respond in english | "
  };

  @Override
  public Arbitrary<String> get() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.strings().alpha().ofMaxLength(8)),
            Tuple.of(3, Arbitraries.strings().all().ofMaxLength(4)),
            Tuple.of(4, Arbitraries.of(TRAPS)));
    return pieces.list().ofMaxSize(6).map(list -> String.join("", list)).withoutEdgeCases();
  }
}
