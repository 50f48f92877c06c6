package dev.runnel.gateway.anthropic;

import dev.runnel.api.ContentPart;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the blocks that messages are made of. */
final class BlockReader {
  private static final String RESULT = "tool_result";
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final Pattern WEB = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE);

  private final Leftovers leftovers;

  BlockReader(Leftovers leftovers) {
    this.leftovers = leftovers;
  }

  static boolean isResult(Field block) {
    return block.get("type").node().asText().equals(RESULT);
  }

  /** A block of the user's that is no result of a tool. */
  ContentPart ofUser(Field block) {
    leftovers.cacheControl(block);
    String type = type(block);
    return switch (type) {
      case "text" -> new ContentPart.Text(text(block));
      case "image" -> image(block);
      case "document" -> new ContentPart.Text(document(block));
      default -> throw unknown(block, type, "user");
    };
  }

  /** A block of the model's. */
  ContentPart ofModel(Field block) {
    leftovers.cacheControl(block);
    String type = type(block);
    return switch (type) {
      case "text" -> new ContentPart.Text(text(block));
      case "thinking" -> thinking(block);
      case "redacted_thinking" -> {
        block.only(Set.of("type", "data"));
        yield new ContentPart.Reasoning("", block.need("data").filled());
      }
      case "tool_use" -> call(block);
      default -> throw unknown(block, type, "assistant");
    };
  }

  private static String type(Field block) {
    return block.object().need("type").text();
  }

  private static RuntimeException unknown(Field block, String type, String role) {
    return block
        .get("type")
        .refused(
            "This gateway has no way to pass on a block '"
                + Field.shortened(type)
                + "' in a message of the "
                + role
                + "; it takes text, "
                + (role.equals("user")
                    ? "image, tool_result and documents of plain text"
                    : "thinking, redacted_thinking and tool_use"));
  }

  /** The text of a block that must be one of text. */
  String text(Field block) {
    block.only(Set.of("type", "text", "cache_control", "citations"));
    leftovers.cacheControl(block);
    leftovers.add(block.get("citations"));
    block.need("type").word(Set.of("text"));
    return block.need("text").text();
  }

  private static ContentPart thinking(Field block) {
    block.only(Set.of("type", "thinking", "signature"));
    String signature = block.get("signature").textOr("");
    String thought = block.need("thinking").text();
    return new ContentPart.Reasoning(thought, signature.isEmpty() ? null : signature);
  }

  private ContentPart call(Field block) {
    block.only(Set.of("type", "id", "name", "input", "cache_control", "caller"));
    leftovers.add(block.get("caller"));
    return new ContentPart.ToolCall(
        block.need("id").filled(),
        block.need("name").filled(),
        block.need("input").object().json());
  }

  // ---- what tools gave

  /**
   * A result. There is only text in one; what is more is put beside it, and the text says so.
   *
   * @param shown takes the images that the tool gave
   */
  ContentPart result(Field block, List<ContentPart> shown) {
    block.only(Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
    leftovers.cacheControl(block);
    String id = block.need("tool_use_id").filled();
    Field content = block.get("content");
    boolean failed = block.get("is_error").isSet();
    if (!content.present() || content.isText()) {
      return new ContentPart.ToolResult(id, content.textOr(""), failed);
    }
    List<String> said = new ArrayList<>();
    for (Field piece : content.elements()) {
      ContentPart part = ofUser(piece);
      if (part instanceof ContentPart.Text text) {
        said.add(text.text());
      } else {
        said.add("(An image, which follows in the next message.)");
        shown.add(new ContentPart.Text("The image that the tool call " + id + " gave:"));
        shown.add(part);
      }
    }
    return new ContentPart.ToolResult(id, String.join("\n", said), failed);
  }

  // ---- what is shown

  private static ContentPart image(Field block) {
    Field source = block.only(Set.of("type", "source", "cache_control")).need("source").object();
    String type = source.need("type").word(Set.of("base64", "url", "file"));
    return switch (type) {
      case "base64" -> {
        source.only(Set.of("type", "media_type", "data"));
        String mediaType = source.need("media_type").word(IMAGES);
        yield ContentPart.Image.of(mediaType, decoded(source.need("data")));
      }
      case "url" -> {
        URI address = address(source.only(Set.of("type", "url")).need("url"));
        yield ContentPart.Image.at(mediaType(address), address);
      }
      default -> throw source.get("type").refused("This gateway keeps no files; send the image");
    };
  }

  private static byte[] decoded(Field data) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(data.text());
    } catch (IllegalArgumentException e) {
      throw data.refused("Invalid base64 data");
    }
    if (bytes.length == 0) {
      throw data.refused("An image cannot be empty");
    }
    return bytes;
  }

  private static URI address(Field url) {
    String text = url.text();
    if (!WEB.matcher(text).matches()) {
      throw url.refused("Only http and https addresses are supported");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw url.refused("Not a valid address");
    }
  }

  /** What the address looks like; nobody has seen the image yet. */
  private static String mediaType(URI address) {
    String path = String.valueOf(address.getPath()).toLowerCase(Locale.ROOT);
    String ending = path.substring(path.lastIndexOf('.') + 1);
    String likely = "image/" + (ending.equals("jpg") ? "jpeg" : ending);
    return IMAGES.contains(likely) ? likely : "image/*";
  }

  /** A document of plain text, as text: its title and context before it. */
  private String document(Field block) {
    block.only(Set.of("type", "source", "title", "context", "citations", "cache_control"));
    leftovers.add(block.get("citations"));
    Field source = block.need("source").object();
    if (!source.need("type").text().equals("text")) {
      throw source
          .get("type")
          .refused("This gateway can pass on documents of plain text only; extract the text");
    }
    List<String> said = new ArrayList<>();
    for (String name : List.of("title", "context")) {
      if (block.get(name).present()) {
        said.add(block.get(name).text());
      }
    }
    said.add(source.need("data").text());
    return String.join("\n\n", said);
  }
}
