package dev.runnel.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Property(tries = 200)
  void itIsAMap(@ForAll @Size(max = 3_000) List<@LongRange(min = 1, max = 1L << 12) Long> keys) {
    Fingerprints table = new Fingerprints();
    Map<Long, Long> map = new HashMap<>();
    long value = 0;
    for (long key : keys) {
      value++;
      assertThat(table.put(key << 52 | key, value))
          .isEqualTo(map.put(key << 52 | key, value) == null);
    }

    assertThat(table.size()).isEqualTo(map.size());
    map.forEach((key, kept) -> assertThat(table.get(key)).hasValue(kept));
    assertThat(table.get(3L << 60)).isEmpty();
  }

  @Test
  void aFingerprintIsTheBeginningOfTheHash() {
    // echo -n hello | sha256sum
    assertThat(Fingerprints.of("hello")).isEqualTo(0x2cf24dba5fb0a30eL);
    assertThat(new RowKey(1, Optional.empty(), 0x0cL).hash()).isEqualTo("000000000000000c");
  }
}
