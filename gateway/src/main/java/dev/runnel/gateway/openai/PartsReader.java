package dev.runnel.gateway.openai;

import dev.runnel.api.ContentPart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Reads the parts of a message's content. */
final class PartsReader {
  private static final String BASE64 = ";base64,";

  private final Leftovers leftovers;

  PartsReader(Leftovers leftovers) {
    this.leftovers = leftovers;
  }

  /** A part of a message that may hold text alone. */
  ContentPart.Text text(Field part) {
    Field type = part.object().need("type");
    if (!type.text().equals("text")) {
      throw type.notAmong("'text'");
    }
    return textOf(part);
  }

  /** A part of a user's message. */
  ContentPart ofUser(Field part) {
    Field type = part.object().need("type");
    return switch (type.text()) {
      case "text" -> textOf(part);
      case "image_url" -> image(part);
      case "input_audio", "file", "video_url", "audio_url" ->
          throw type.unsupported(
              "the gateway takes text and images, no '" + type.text() + "'; leave it out.");
      default -> throw type.notAmong("'text', 'image_url'");
    };
  }

  /** A part of what the model said before: its text, or its words of refusal. */
  ContentPart.Text ofAssistant(Field part) {
    Field type = part.object().need("type");
    return switch (type.text()) {
      case "text" -> textOf(part);
      case "refusal" -> {
        leftovers.addOthers(part, Set.of("type", "refusal"));
        yield new ContentPart.Text(part.need("refusal").text());
      }
      default -> throw type.notAmong("'text', 'refusal'");
    };
  }

  private ContentPart.Text textOf(Field part) {
    leftovers.addOthers(part, Set.of("type", "text"));
    return new ContentPart.Text(part.need("text").text());
  }

  private ContentPart.Image image(Field part) {
    leftovers.addOthers(part, Set.of("type", "image_url"));
    Field image = part.need("image_url").object();
    leftovers.addOthers(image, Set.of("url", "detail"));
    Field detail = image.get("detail");
    if (detail.present() && !detail.text().equals("auto")) {
      leftovers.add(detail);
    }
    Field url = image.need("url");
    String address = url.text();
    return address.regionMatches(true, 0, "data:", 0, 5)
        ? bytes(url, address.substring(5))
        : ContentPart.Image.at("image/*", address(url, address));
  }

  private static ContentPart.Image bytes(Field url, String data) {
    int at = data.indexOf(BASE64);
    String mediaType = at < 0 ? "" : data.substring(0, at).toLowerCase(Locale.ROOT);
    if (!mediaType.startsWith("image/")) {
      throw url.invalid("expected data:image/…;base64,… or an address with http: or https:");
    }
    try {
      return ContentPart.Image.of(
          mediaType, Base64.getDecoder().decode(data.substring(at + BASE64.length())));
    } catch (IllegalArgumentException e) {
      throw url.invalid("what follows 'base64,' is not base64");
    }
  }

  private static URI address(Field url, String text) {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (address.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return address;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw url.invalid("expected data:image/…;base64,… or an address with http: or https:");
  }
}
