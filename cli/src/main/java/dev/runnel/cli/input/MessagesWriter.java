package dev.runnel.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.config.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a conversation as {@link MessagesFile} reads it: its texts and images. What else there is
 * in it, reasoning and the calls of tools, only the service understands that it came from.
 */
public final class MessagesWriter {
  private MessagesWriter() {}

  /**
   * Writes a file that only its owner can read, all of it or nothing.
   *
   * @param overwrite whether it may exist
   * @throws UsageException when it exists and may not, or cannot be written
   */
  public static void write(String file, List<Message> messages, boolean overwrite) {
    try {
      Path path = Path.of(file).toAbsolutePath();
      if (!overwrite && Files.exists(path)) {
        throw new UsageException(
            "There is a file '" + file + "'; /save --overwrite " + file + " replaces it.");
      }
      Path folder = path.resolveSibling("");
      if (!Files.isDirectory(folder)) {
        throw new UsageException("There is no folder '" + folder + "'.");
      }
      PrivateFiles.write(path, text(messages));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("The file '" + file + "' cannot be written: " + e.getMessage(), e);
    }
  }

  /** The same as a text: a message a line. */
  static String text(List<Message> messages) throws JsonProcessingException {
    JsonMapper mapper = JsonMapper.builder().build();
    List<String> lines = new ArrayList<>();
    for (Message message : messages) {
      Optional<Object> content = content(message);
      if (message.role() != Role.TOOL && content.isPresent()) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", message.role().wireName());
        fields.put("content", content.get());
        lines.add(mapper.writeValueAsString(fields));
      }
    }
    return "[" + String.join(",\n ", lines) + "]\n";
  }

  private static Optional<Object> content(Message message) {
    List<Object> parts = new ArrayList<>();
    boolean onlyText = true;
    for (ContentPart part : message.parts()) {
      if (part instanceof ContentPart.Text text) {
        parts.add(Map.of("type", "text", "text", text.text()));
      } else if (part instanceof ContentPart.Image image) {
        onlyText = false;
        parts.add(Map.of("type", "image_url", "image_url", Map.of("url", address(image))));
      }
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(onlyText ? message.text() : parts);
  }

  private static String address(ContentPart.Image image) {
    byte[] data = image.data();
    return data == null
        ? String.valueOf(image.url())
        : "data:" + image.mediaType() + ";base64," + Base64.getEncoder().encodeToString(data);
  }
}
