package dev.runnel.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.cli.input.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Property
  void theyAreWhatTheTextHas(
      @ForAll
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = '\n', to = '\n')
          @StringLength(max = 200)
          String text)
      throws IOException {
    List<String> wanted = text.lines().toList();

    assertThat(all(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(wanted);
  }

  @Test
  void theyMayBeLongerThanABufferAndEndAsOnWindows() throws IOException {
    String one = "é".repeat(100_000);

    assertThat(all((one + "\r\n" + one).getBytes(StandardCharsets.UTF_8)))
        .containsExactly(one, one);
  }

  @Test
  void aByteOrderMarkIsNoneOfTheFirst() throws IOException {
    assertThat(all("\ufeffa\n\ufeffb".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("a", "\ufeffb");
  }

  @Test
  void theyTellWhereTheyEndAndWhetherTheyAreWhole() throws IOException {
    Lines lines = lines("ab\n\ncd".getBytes(StandardCharsets.UTF_8), 100);

    assertThat(lines.next() && lines.terminated()).isTrue();
    assertThat(lines.end()).isEqualTo(3);
    assertThat(lines.next() && lines.terminated()).isTrue();
    assertThat(lines.next()).isTrue();
    assertThat(lines.terminated()).isFalse();
    assertThat(lines.end()).isEqualTo(6);
    assertThat(lines.next()).isFalse();
    assertThat(lines.number()).isEqualTo(3);
  }

  @Test
  void oneThatIsTooLongOrNoTextIsRefusedWithItsNumber() throws IOException {
    Lines tooLong = lines("a\nbcdefgh\n".getBytes(StandardCharsets.UTF_8), 4);
    assertThat(tooLong.next()).isTrue();
    assertThatThrownBy(tooLong::next)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("Line 2 of 'x' is longer than");

    Lines noText = lines(new byte[] {(byte) 0xff, '\n'}, 4);
    assertThat(noText.next()).isTrue();
    assertThatThrownBy(noText::text).hasMessageStartingWith("Line 1 of 'x' is not UTF-8 text");
  }

  private static List<String> all(byte[] bytes) throws IOException {
    List<String> all = new ArrayList<>();
    Lines lines = lines(bytes, 1 << 20);
    while (lines.next()) {
      all.add(lines.text());
    }
    return all;
  }

  private static Lines lines(byte[] bytes, int most) {
    return new Lines(new ByteArrayInputStream(bytes), "'x'", most);
  }
}
