package dev.runnel.cli.input;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that goes with a prompt: an image, or a text between fences under its name.
 *
 * @param name what the model is told it is called; never a path of this machine from its root
 * @param part what is sent
 * @param bytes how much was read
 */
public record Attachment(String name, ContentPart part, int bytes) {
  private static final Pattern BACKTICKS = Pattern.compile("`{3,}");
  private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,10})$");

  public Attachment {
    requireNonNull(name, "name is null");
    requireNonNull(part, "part is null");
  }

  /** An image. */
  static Attachment image(String name, String mediaType, byte[] data) {
    return new Attachment(name, ContentPart.Image.of(mediaType, data), data.length);
  }

  /**
   * A text. Its fence is longer than every run of backticks within, so that no text can end it.
   *
   * @param bytes how long it was before it was decoded
   */
  static Attachment text(String name, String text, int bytes) {
    String fence = "```";
    Matcher runs = BACKTICKS.matcher(text);
    while (runs.find()) {
      fence = runs.end() - runs.start() < fence.length() ? fence : runs.group() + "`";
    }
    Matcher extension = EXTENSION.matcher(name);
    String language = extension.find() ? extension.group(1).toLowerCase(Locale.ROOT) : "";
    String lines = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    return new Attachment(
        name, new ContentPart.Text(name + ":\n" + fence + language + "\n" + lines + fence), bytes);
  }

  /**
   * A user's message: the attachments in their order, then the prompt. Texts that meet become one
   * part, with a blank line between them, since some services take only one.
   */
  public static Message message(List<Attachment> attachments, String prompt) {
    List<ContentPart> parts = new ArrayList<>();
    attachments.forEach(attachment -> append(parts, attachment.part()));
    append(parts, new ContentPart.Text(prompt));
    return new Message(Role.USER, parts);
  }

  /** For a person: its name, what it is and how large. */
  public String describe() {
    String kind = part instanceof ContentPart.Image image ? image.mediaType() : "text";
    return name + " (" + kind + ", " + size(bytes) + ")";
  }

  /** A number of bytes, as people say it. */
  static String size(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " bytes";
    }
    boolean large = bytes >= 1 << 20;
    String number =
        String.format(Locale.ROOT, "%.1f", bytes / (double) (large ? 1 << 20 : 1 << 10));
    return number.replaceFirst("\\.0$", "") + (large ? " MiB" : " KiB");
  }

  private static void append(List<ContentPart> parts, ContentPart next) {
    int last = parts.size() - 1;
    if (next instanceof ContentPart.Text text
        && last >= 0
        && parts.get(last) instanceof ContentPart.Text before) {
      parts.set(last, new ContentPart.Text(before.text() + "\n\n" + text.text()));
    } else {
      parts.add(next);
    }
  }
}
