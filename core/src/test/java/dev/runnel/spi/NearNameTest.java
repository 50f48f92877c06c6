package dev.runnel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NearNameTest {
  private static final List<String> CLAUDES =
      List.of(
          "claude-sonnet-5-5",
          "claude-opus-5-5",
          "claude-opus-5",
          "claude-sonnet-5",
          "claude-sonnet-4-6",
          "claude-haiku-4-5");

  @Test
  void itIsTheOneThatWasProbablyMeant() {
    List<String> names = List.of("ails", "gravityengine", "yqcloud", "lockchat");
    assertThat(NearName.of("alis", names)).contains("ails");
    assertThat(NearName.of("AILS", names)).contains("ails");
    assertThat(NearName.of("gravityengin", names)).contains("gravityengine");
    assertThat(NearName.of("gravity", names)).contains("gravityengine");
    assertThat(NearName.of("lokchat", names)).contains("lockchat");
    assertThat(NearName.of("openai", names)).isEmpty();
    assertThat(NearName.of("", names)).isEmpty();
    assertThat(NearName.of("", List.of("a"))).contains("a");
  }

  @Test
  void aDateOfAnotherFamilyIsNoLikeness() {
    List<String> dated =
        List.of("claude-opus-4-20250514", "claude-3-haiku-20240307", "claude-sonnet-4-20250514");
    assertThat(NearName.of("claude-sonnet-4", dated)).contains("claude-sonnet-4-20250514");
    assertThat(NearName.of("claude-sonet-4-20250514", dated)).contains("claude-sonnet-4-20250514");
    assertThat(NearName.of("claude-sonnet-4-20250514", List.of("claude-opus-4-20250514")))
        .contains("claude-opus-4-20250514"); // a third of the letters, as ever
    assertThat(NearName.of("mistral-20250514", List.of("claude-20250514"))).isEmpty();
  }

  @Test
  void aDatedModelThatIsGoneIsNearestToItsSuccessor() {
    assertThat(NearName.of("claude-sonnet-4-20250514", CLAUDES)).contains("claude-sonnet-4-6");
    assertThat(NearName.of("claude-haiku-4-5-20251001", CLAUDES)).contains("claude-haiku-4-5");
    assertThat(NearName.of("claude-sonnet-4", CLAUDES)).contains("claude-sonnet-4-6");
    assertThat(NearName.of("claude-opus-4-20250514", CLAUDES)).contains("claude-opus-5");
  }

  @Test
  void datesAreWrittenInManyWays() {
    List<String> names = List.of("o3-mini", "gpt-4o-mini", "gpt-4o", "gpt-4", "gemini-2.0-flash");
    assertThat(NearName.of("gpt-4o-2024-08-06", names)).contains("gpt-4o");
    assertThat(NearName.of("gpt-4-0613", names)).contains("gpt-4");
    assertThat(NearName.of("gpt-4o-mini@20240718", names)).contains("gpt-4o-mini");
    assertThat(NearName.of("gemini-2.0-flash-001", names)).contains("gemini-2.0-flash");
    assertThat(NearName.of("gpt-4o-latest", names)).contains("gpt-4o");
    assertThat(NearName.of("command-r", List.of("command-a", "command-r-08-2024")))
        .contains("command-r-08-2024");
  }

  @Test
  void aWrongDigitOfADateIsLessThanNoDate() {
    assertThat(NearName.of("gpt-4o-2024-08-05", List.of("gpt-4o", "gpt-4o-2024-08-06")))
        .contains("gpt-4o-2024-08-06");
  }

  @Test
  void aNameThatGoesOnAfterAKnownOneIsOfItsFamily() {
    assertThat(NearName.of("gpt-4o-audio-experiment", List.of("gpt-4", "gpt-4o", "gemini")))
        .contains("gpt-4o");
    assertThat(NearName.of("gpt-4omni-experimental", List.of("gpt-4o"))).isEmpty();
  }

  @Property(tries = 300)
  void theSameModelWithAndWithoutADateIsNearest(
      @ForAll("models") String model,
      @ForAll("dates") String date,
      @ForAll("setsOfModels") Set<String> others) {
    Assume.that(!others.contains(model));
    List<String> dated = new ArrayList<>();
    others.forEach(other -> dated.add(other + date));

    assertThat(NearName.of(model + date, with(model, dated))).contains(model);
    assertThat(NearName.of(model, with(model + date, dated))).contains(model + date);
    assertThat(NearName.of(model + date, with(model, List.copyOf(others)))).contains(model);
    assertThat(NearName.of(model, with(model + date, List.copyOf(others)))).contains(model + date);
  }

  private static List<String> with(String one, List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.add(one);
    return all;
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of(
        "claude-sonnet-4",
        "claude-sonnet-4-6",
        "claude-sonnet-5",
        "claude-opus-4",
        "claude-opus-4-1",
        "claude-3-5-haiku",
        "gpt-4",
        "gpt-4o",
        "gpt-4.1",
        "gpt-4o-mini",
        "o3",
        "o1");
  }

  @Provide
  Arbitrary<Set<String>> setsOfModels() {
    return models().set();
  }

  @Provide
  Arbitrary<String> dates() {
    return Arbitraries.of("-20250514", "-2024-08-06", "@20250514", "-0613", "-latest");
  }
}
