package dev.runnel.distribution.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.http.json.JsonView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** A snippet that nothing compiles or reads would rot. */
class SnippetsTest {
  /** Compared with what is compiled by a test of its own, in module testkit. */
  private static final Set<String> COMPARED = Set.of("testing.md");

  /** Taken together and compiled by ReadmeIT where they have no mark. */
  private static final String README = "README.md";

  static List<Snippet> java() {
    return Snippet.in("java");
  }

  static List<Snippet> json() {
    return Snippet.in("json");
  }

  static List<Snippet> xml() {
    return Snippet.in("xml");
  }

  @ParameterizedTest
  @MethodSource("java")
  void javaIsQuotedFromWhatIsBuiltOrCompiled(Snippet snippet) {
    assertThat(snippet.mark())
        .isIn(
            COMPARED.contains(snippet.page()) || snippet.page().equals(README)
                ? Set.of("from", "file", "runs", "compiles with", "")
                : Set.of("from", "file", "runs", "compiles with"));
  }

  @ParameterizedTest
  @MethodSource("json")
  void jsonIsOneDocument(Snippet snippet) {
    List<String> documents =
        snippet.of().endsWith(".jsonl") ? snippet.text().lines().toList() : List.of(snippet.text());

    assertThat(documents).isNotEmpty().allSatisfy(JsonView::parse);
  }

  @ParameterizedTest
  @MethodSource("xml")
  void whatMavenIsToldToFetchIsBuilt(Snippet snippet) throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(("<all>" + snippet.text() + "</all>").getBytes(UTF_8)));
    var dependencies = document.getElementsByTagName("dependency");

    assertThat(dependencies.getLength()).isPositive();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      assertThat(text(dependency, "groupId")).isEqualTo("dev.runnel");
      assertThat(text(dependency, "version")).isEqualTo(System.getProperty("runnel.version"));
      assertThat(pomOf(text(dependency, "artifactId")))
          .contains("<artifactId>" + text(dependency, "artifactId") + "</artifactId>");
    }
  }

  @Test
  void thereAreSnippetsOfEachKind() {
    assertThat(java()).hasSizeGreaterThan(30);
    assertThat(json()).hasSizeGreaterThan(3);
    assertThat(xml()).hasSizeGreaterThan(1);
  }

  private static String text(Element above, String name) {
    return above.getElementsByTagName(name).item(0).getTextContent();
  }

  private static String pomOf(String artifact) throws IOException {
    return Files.readString(Path.of("..", artifact.replaceFirst("^runnel-", ""), "pom.xml"));
  }
}
