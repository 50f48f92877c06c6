package dev.runnel.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTest {
  @Test
  void goesOnBehindABackslashAndInABlock() {
    assertThat(Typed.unfinished("one\\")).isTrue();
    assertThat(Typed.unfinished("one\\\ntwo")).isFalse();
    assertThat(Typed.unfinished("C:\\\\")).isFalse();
    assertThat(Typed.unfinished("\"\"\"\none")).isTrue();
    assertThat(Typed.unfinished("\"\"\"\none\\\n\"\"\"")).isFalse();
    assertThat(Typed.unfinished("/system \"\"\"one")).isTrue();
  }

  @Test
  void isMeantWithoutWhatOnlyJoinsItsLines() {
    assertThat(Typed.text(" one\\\ntwo ")).isEqualTo("one\ntwo");
    assertThat(Typed.text("\"\"\"\n  one\n\n/two\n\"\"\"")).isEqualTo("  one\n\n/two");
    assertThat(Typed.text("\"\"\"one\"\"\"")).isEqualTo("one");
    assertThat(Typed.text("a \"\"\" b")).isEqualTo("a \"\"\" b");
  }

  @Test
  void isACommandWhereItBeginsWithASlashAndAWord() {
    assertThat(Typed.command("/retry")).contains(new Typed.Command("/retry", ""));
    assertThat(Typed.command("/save  a b.json ")).contains(new Typed.Command("/save", "a b.json"));
    assertThat(Typed.command("/system one\\\ntwo"))
        .contains(new Typed.Command("/system", "one\ntwo"));
    assertThat(Typed.command(" /retry")).isEmpty();
    assertThat(Typed.command("/etc/hosts is what?")).isEmpty();
    assertThat(Typed.command("what is /retry")).isEmpty();
  }
}
