package dev.runnel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;

/**
 * The tokens of answers as UTF-8 can carry them, so without half surrogate pairs: one to five, of
 * which some may be empty, but not all.
 */
public final class Answers implements ArbitrarySupplier<List<String>> {
  @Override
  public Arbitrary<List<String>> get() {
    return new Texts()
        .get()
        .map(text -> new String(text.getBytes(UTF_8), UTF_8))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .filter(tokens -> !String.join("", tokens).isEmpty())
        .withoutEdgeCases();
  }
}
