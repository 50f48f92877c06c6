package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The bill of materials repeats what the root pom says; here is why they cannot differ. */
class BomTest {
  private static final List<String> NOT_PUBLISHED =
      List.of("bom", "distribution", "interop", "archetype", "examples");

  private final Document root = read("../pom.xml");
  private final Document bom = read("../bom/pom.xml");

  @Test
  void itHasTheVersionOfTheRest() {
    assertThat(values(bom, "/project/version")).isEqualTo(values(root, "/project/version"));
  }

  @Test
  void itListsEveryModuleThatIsPublished() {
    List<String> published =
        values(root, "/project/modules/module").stream()
            .filter(module -> !NOT_PUBLISHED.contains(module))
            .map(module -> "runnel-" + module)
            .toList();

    assertThat(published).isNotEmpty();
    assertThat(values(bom, "/project/dependencyManagement/dependencies/dependency/artifactId"))
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void theExampleThatNamesANettyNamesTheOneOfThisBuild() {
    Document example = read("../examples/spring-boot/pom.xml");

    assertThat(
            values(example, "//dependencyManagement//dependency[artifactId='netty-bom']/version"))
        .isEqualTo(values(root, "/project/properties/netty.version"));
  }

  private static List<String> values(Document document, String path) {
    try {
      var nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(index -> nodes.item(index).getTextContent().strip())
          .toList();
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private static Document read(String path) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(Path.of(path).toFile());
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }
}
