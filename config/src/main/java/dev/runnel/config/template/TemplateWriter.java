package dev.runnel.config.template;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a template as somebody would write it by hand. */
final class TemplateWriter {
  private final StringBuilder toml = new StringBuilder();

  private TemplateWriter() {}

  /** TOML that reads as the same template. */
  static String toml(Template template) {
    TemplateWriter writer = new TemplateWriter();
    writer.text("description", template.description());
    writer.text("model", template.model());
    template.temperature().ifPresent(value -> writer.line("temperature", String.valueOf(value)));
    template.maxTokens().ifPresent(value -> writer.line("max-tokens", String.valueOf(value)));
    writer.text("schema", template.schema());
    if (template.extract()) {
      writer.line("extract", "true");
    }
    writer.text("system", template.system());
    writer.text("prompt", template.prompt());
    Map<String, String> defaults = new TreeMap<>(template.defaults());
    if (!defaults.isEmpty()) {
      writer.toml.append("\n[defaults]\n");
      defaults.forEach((name, value) -> writer.text(name, Optional.of(value)));
    }
    return writer.toml.toString();
  }

  private void text(String key, Optional<String> text) {
    text.ifPresent(value -> line(key, value.contains("\n") ? lines(value) : quoted(value)));
  }

  private void line(String key, String value) {
    toml.append(key).append(" = ").append(value).append('\n');
  }

  /**
   * A text of several lines as it is, where that can be; a line end behind the quotes is dropped.
   */
  private static String lines(String text) {
    boolean plain =
        !text.contains("'''")
            && !text.endsWith("'")
            && text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
    return plain ? "'''\n" + text + "'''" : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
