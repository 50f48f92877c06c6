package dev.runnel.testkit;

import dev.runnel.sandbox.script.Script;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Ways in which a network cuts an answer: at a few places anywhere, gzipped or not. */
public final class Cuts implements ArbitrarySupplier<UnaryOperator<Script>> {
  private static final int FAR = 2_000;

  @Override
  public Arbitrary<UnaryOperator<Script>> get() {
    Arbitrary<long[]> places =
        Arbitraries.longs().between(1, FAR).array(long[].class).ofMinSize(1).ofMaxSize(8);
    return Combinators.combine(places, Arbitraries.of(false, true))
        .as(Cuts::cut)
        .withoutEdgeCases();
  }

  private static UnaryOperator<Script> cut(long[] places, boolean gzip) {
    return script -> {
      Script cut = script.chunked().inPiecesCutAt(places);
      return gzip ? cut.gzip() : cut;
    };
  }
}
