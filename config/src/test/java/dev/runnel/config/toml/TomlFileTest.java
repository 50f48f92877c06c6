package dev.runnel.config.toml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.ConfigurationException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of a file is found where it is written, whatever surrounds it. */
class TomlFileTest {
  private final List<Mistake> mistakes = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void everyKeyAndElementKnowsItsPlace() {
    TomlNode root =
        parse(
            """
            # a comment = with = signs
            model = "x # no comment"

            [endpoints.ails]   # [not.a.table]
            base-url = 'http://x'
              "quoted \\"key" = \"\"\"
            [no.header]
            a = 1\"\"\"\"
            list = [ 1, # one
              [2], "]" ]
            'dotted'.key . too = 1979-05-27 07:32:00

            [[array]]
            a = 1
            [[array]]
            a = 2
            [array.below]
            in = { line = 1, table = { x = [ true ] } }
            """);

    assertThat(mistakes).isEmpty();
    assertThat(place(root, "model")).isEqualTo("f:2:1");
    assertThat(place(root, "endpoints")).isEqualTo("f:4:2");
    assertThat(place(root, "endpoints", "ails")).isEqualTo("f:4:12");
    assertThat(place(root, "endpoints", "ails", "base-url")).isEqualTo("f:5:1");
    assertThat(place(root, "endpoints", "ails", "quoted \"key")).isEqualTo("f:6:3");
    assertThat(place(root, "endpoints", "ails", "list")).isEqualTo("f:9:1");
    TomlNode list = find(root, "endpoints", "ails", "list");
    assertThat(list.items().get(0).place()).hasToString("f:9:10");
    assertThat(list.items().get(1).place()).hasToString("f:10:3");
    assertThat(list.items().get(1).items().get(0).place()).hasToString("f:10:4");
    assertThat(list.items().get(2).place()).hasToString("f:10:8");
    assertThat(place(root, "endpoints", "ails", "dotted", "key", "too")).isEqualTo("f:11:16");
    TomlNode array = find(root, "array");
    assertThat(array.items().get(0).children().get("a").place()).hasToString("f:14:1");
    assertThat(array.items().get(1).children().get("a").place()).hasToString("f:16:1");
    TomlNode below = array.items().get(1).children().get("below");
    assertThat(below.place()).hasToString("f:17:8");
    assertThat(place(below, "in", "line")).isEqualTo("f:18:8");
    assertThat(place(below, "in", "table", "x")).isEqualTo("f:18:28");
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkAreTaken() throws IOException {
    Path file = Files.writeString(folder.resolve("a.toml"), "\ufeffa = 1\r\n[t]\r\nb = 2\r\n");

    TomlNode root = TomlFile.read(file, "a.toml", mistakes::add);

    assertThat(place(root, "t", "b")).isEqualTo("a.toml:3:1");
  }

  @Test
  void whatIsNoTomlIsToldWithItsPlace() {
    parse("a = 1\nb = = 2\n");

    assertThat(mistakes).hasToString("[f:2:5 is no TOML: unknown token]");
  }

  @Test
  void whatCannotBeReadIsToldInWords() throws IOException {
    Path latin = Files.write(folder.resolve("latin.toml"), new byte[] {'a', (byte) 0xe4});
    Path long1 = Files.write(folder.resolve("long.toml"), new byte[(1 << 20) + 1]);

    TomlFile.read(latin, "latin.toml", mistakes::add);
    TomlFile.read(long1, "long.toml", mistakes::add);
    TomlFile.read(folder, "folder", mistakes::add);
    TomlFile.read(folder.resolve("none"), "none", mistakes::add);

    assertThat(mistakes)
        .extracting(Mistake::toString)
        .containsExactly(
            "latin.toml is not in UTF-8",
            "long.toml cannot be read: it is longer than 1 MiB",
            "folder cannot be read: it is a folder",
            "none does not exist");
  }

  private TomlNode parse(String text) {
    return TomlFile.parse(text, "f", mistakes::add);
  }

  private static String place(TomlNode root, String... path) {
    return find(root, path).place().toString();
  }

  private static TomlNode find(TomlNode root, String... path) {
    TomlNode node = root;
    for (String name : path) {
      assertThat(node.children()).containsKey(name);
      node = node.children().get(name);
    }
    return node;
  }
}
