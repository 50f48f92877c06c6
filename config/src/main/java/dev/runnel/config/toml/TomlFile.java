package dev.runnel.config.toml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.runnel.spi.ConfigurationException.Mistake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a TOML file, or says what is wrong with it. */
public final class TomlFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final TomlMapper MAPPER = new TomlMapper();

  private TomlFile() {}

  /**
   * Reads a file: UTF-8, at most 1 MiB.
   *
   * @param shown what its user calls it
   * @param mistakes takes what makes it unreadable
   * @return its root table; an empty one where it is unreadable
   */
  public static TomlNode read(Path file, String shown, Consumer<Mistake> mistakes) {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("is a folder");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      if (bytes.length > MOST_BYTES) {
        throw new IOException("is longer than 1 MiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text.startsWith("\ufeff") ? text.substring(1) : text, shown, mistakes);
    } catch (NoSuchFileException e) {
      mistakes.accept(new Mistake("", shown, "does not exist"));
    } catch (AccessDeniedException e) {
      mistakes.accept(new Mistake("", shown, "may not be read"));
    } catch (CharacterCodingException e) {
      mistakes.accept(new Mistake("", shown, "is not in UTF-8"));
    } catch (IOException e) {
      mistakes.accept(new Mistake("", shown, "cannot be read: it " + e.getMessage()));
    }
    return empty(shown);
  }

  /** Reads a text as {@link #read} does a file's. */
  public static TomlNode parse(String text, String shown, Consumer<Mistake> mistakes) {
    try {
      JsonNode root = MAPPER.readTree(text);
      return root.isObject()
          ? TomlNode.of(root, List.of(), TomlPositions.find(shown, text))
          : empty(shown);
    } catch (JacksonException e) {
      @Nullable JsonLocation where = e.getLocation();
      mistakes.accept(
          new Mistake(
              "",
              where == null
                  ? shown
                  : new Place(shown, where.getLineNr(), where.getColumnNr()).toString(),
              "is no TOML: " + lowerCase(String.valueOf(e.getOriginalMessage()))));
      return empty(shown);
    }
  }

  private static TomlNode empty(String shown) {
    return TomlNode.of(
        JsonNodeFactory.instance.objectNode(), List.of(), TomlPositions.find(shown, ""));
  }

  private static String lowerCase(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
