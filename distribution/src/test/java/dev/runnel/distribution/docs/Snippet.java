package dev.runnel.distribution.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page the file's name
 * @param mark what the comment right above it says before its colon, or nothing
 * @param of what that comment says behind its colon
 * @param language as the fence says
 * @param text without the fences
 */
public record Snippet(String page, String mark, String of, String language, String text) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?ms)^(?:<!-- ([\\w ]+): ([^\\n]*?) -->\\n)?(`{3,})(\\w*)[^\\n]*\\n(.*?)^\\3$");

  /** All in one language: of the pages in {@code docs/}, and of the README. */
  public static List<Snippet> in(String language) {
    return pages().flatMap(Snippet::of).filter(one -> one.language.equals(language)).toList();
  }

  static Stream<Path> pages() {
    Path root = Path.of("..");
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      List<Path> pages = docs.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(pages.stream(), Stream.of(root.resolve("README.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Snippet> of(Path page) {
    try {
      return BLOCK
          .matcher(Files.readString(page))
          .results()
          .map(
              block ->
                  new Snippet(
                      page.getFileName().toString(),
                      block.group(1) == null ? "" : block.group(1),
                      block.group(2) == null ? "" : block.group(2),
                      block.group(4),
                      block.group(5)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return page + ": " + text.lines().findFirst().orElse("");
  }
}
