package dev.runnel.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.spi.NearName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation as a JSON array of {@code {"role": …, "content": …}}, the OpenAI form; the content
 * is a text or an array of texts and images.
 */
public final class MessagesFile {
  private static final List<String> ROLES =
      List.of(Role.SYSTEM.wireName(), "developer", Role.USER.wireName(), Role.ASSISTANT.wireName());
  private static final List<String> FIELDS = List.of("role", "content");
  private static final String SHAPE =
      "a JSON array such as [{\"role\": \"user\", \"content\": \"Hello\"}]";

  private static final Pattern DATA =
      Pattern.compile("data:(image/[a-z0-9.+-]+);base64,(.*)", Pattern.DOTALL);

  private final String name;

  private MessagesFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @throws UsageException when it cannot be read or is wrong, saying which message and field
   */
  public static List<Message> read(String file) {
    return parse(InputFile.text(file), "'" + file + "'");
  }

  /**
   * Reads a text.
   *
   * @param name what the text is called in messages
   * @throws UsageException when it is wrong, saying which message and field
   */
  public static List<Message> parse(String text, String name) {
    return of(JsonText.parse(text, name), name);
  }

  /**
   * Reads what is JSON already.
   *
   * @param name what it is called in messages
   * @throws UsageException when it is wrong, saying which message and field
   */
  public static List<Message> of(JsonNode root, String name) {
    return new MessagesFile(name).messages(root);
  }

  private List<Message> messages(JsonNode root) {
    if (!root.isArray()) {
      throw wrong(
          "must be "
              + SHAPE
              + ", not "
              + kind(root)
              + (root.has("messages") ? "; give only what is under \"messages\"" : ""));
    }
    if (root.isEmpty()) {
      throw wrong("holds no message; write " + SHAPE);
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < root.size(); i++) {
      messages.add(message(root.get(i), "message " + (i + 1)));
    }
    return messages;
  }

  private Message message(JsonNode node, String where) {
    if (!node.isObject()) {
      throw wrong(where + " must be an object with role and content, not " + kind(node));
    }
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!FIELDS.contains(field)) {
        throw wrong(where + " has an unknown field '" + field + "'" + near(field, FIELDS));
      }
    }
    Role role = role(node.path("role"), where);
    return new Message(role, content(node.path("content"), where));
  }

  private Role role(JsonNode node, String where) {
    if (!node.isTextual()) {
      throw wrong(
          where
              + (node.isMissingNode() ? " has no role" : " has a role that is " + kind(node))
              + "; it is one of: "
              + String.join(", ", ROLES));
    }
    String role = node.textValue();
    if (!ROLES.contains(role)) {
      throw wrong(where + " has the unknown role '" + role + "'" + near(role, ROLES));
    }
    // OpenAI's newer name for the same thing.
    return role.equals("developer") ? Role.SYSTEM : Role.ofWireName(role).orElseThrow();
  }

  private List<ContentPart> content(JsonNode node, String where) {
    if (node.isTextual()) {
      return List.of(new ContentPart.Text(node.textValue()));
    }
    if (!node.isArray()) {
      throw wrong(
          where
              + (node.isMissingNode() ? " has no content" : " has a content that is " + kind(node))
              + "; it is a text, or an array of {\"type\": \"text\", \"text\": …}");
    }
    List<ContentPart> parts = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      parts.add(part(node.get(i), where + ", part " + (i + 1)));
    }
    return parts;
  }

  private ContentPart part(JsonNode node, String where) {
    String type = node.path("type").asText("");
    if (type.equals("image_url")) {
      return image(node.path("image_url").path("url"), where);
    }
    if (!type.equals("text") || !node.path("text").isTextual()) {
      throw wrong(
          where
              + " must be {\"type\": \"text\", \"text\": …}"
              + Optional.of(type)
                  .filter(other -> !other.isEmpty() && !other.equals("text"))
                  .map(other -> "; '" + other + "' is not supported here")
                  .orElse(""));
    }
    return new ContentPart.Text(node.path("text").textValue());
  }

  private ContentPart image(JsonNode url, String where) {
    Matcher data = DATA.matcher(url.asText(""));
    try {
      if (data.matches()) {
        return ContentPart.Image.of(data.group(1), Base64.getDecoder().decode(data.group(2)));
      }
      if (url.asText("").startsWith("https://")) {
        return ContentPart.Image.at("image/*", URI.create(url.textValue()));
      }
    } catch (IllegalArgumentException e) {
      throw wrong(where + " has an image_url that cannot be read: " + e.getMessage());
    }
    throw wrong(
        where
            + " must be {\"type\": \"image_url\", \"image_url\": {\"url\": …}} with an address that"
            + " begins with https: or data:image/…;base64,");
  }

  private static String near(String name, List<String> known) {
    return NearName.of(name, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse("; it is one of: " + String.join(", ", known));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      default -> "nothing";
    };
  }

  private UsageException wrong(String problem) {
    return new UsageException(
        problem.startsWith("message ") ? "In " + name + ", " + problem : name + " " + problem);
  }
}
