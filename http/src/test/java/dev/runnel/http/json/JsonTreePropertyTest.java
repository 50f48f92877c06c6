package dev.runnel.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTreePropertyTest {

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadAgain(@ForAll("trees") Object tree) {
    byte[] json = JsonTree.write(tree);
    assertThat(JsonTree.parse(json)).isEqualTo(tree);
    assertThat(JsonTree.write(JsonView.parse(json))).isEqualTo(json);
  }

  @Provide
  Arbitrary<Object> trees() {
    return tree(2);
  }

  private Arbitrary<Object> tree(int depth) {
    Arbitrary<String> strings = Arbitraries.strings().all().ofMaxLength(8);
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            strings.map(s -> s),
            Arbitraries.longs().map(n -> n),
            // Those with a fraction: a double without one reads as an integer.
            Arbitraries.doubles().filter(d -> d != Math.rint(d)).map(d -> d),
            Arbitraries.of(true, false).map(b -> b));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<Object> lists = tree(depth - 1).list().ofMaxSize(4).map(List::copyOf);
    // Jackson refuses a lone surrogate in a name, though not in a value.
    Arbitrary<String> names =
        strings.filter(
            name -> name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
    Arbitrary<Object> maps = Arbitraries.maps(names, tree(depth - 1)).ofMaxSize(4).map(Map::copyOf);
    return Arbitraries.oneOf(scalars, lists, maps);
  }
}
