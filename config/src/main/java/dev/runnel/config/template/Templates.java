package dev.runnel.config.template;

import dev.runnel.config.PrivateFiles;
import dev.runnel.spi.NearName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The templates in a folder, each in a file of its name. The folder need not exist. */
public final class Templates {
  private static final String SUFFIX = ".toml";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Path folder;

  public Templates(Path folder) {
    this.folder = folder;
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * Their names, sorted.
   *
   * @throws TemplateException when the folder cannot be read
   */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new TemplateException(folder + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Where a template is, or would be.
   *
   * @param name a template's name, or the path of a file that is one: that holds a slash
   * @throws TemplateException when that is no name
   */
  public Path file(String name) {
    if (name.contains("/") || name.contains("\\")) {
      try {
        return Path.of(name);
      } catch (InvalidPathException e) {
        throw new TemplateException("'" + name + "' is no file's name.", e);
      }
    }
    if (!NAME.matcher(name).matches()) {
      throw new TemplateException(
          "'"
              + name
              + "' is no template's name: it has letters, digits, dots, hyphens and"
              + " underscores, and begins with a letter or digit.");
    }
    return folder.resolve(name + SUFFIX);
  }

  /** Whether there is one of this name. */
  public boolean has(String name) {
    return Files.exists(file(name));
  }

  /**
   * The template's text.
   *
   * @throws TemplateException when there is none, or it cannot be read
   */
  public String text(String name) {
    Path file = file(name);
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new TemplateException(missing(name), e);
    } catch (CharacterCodingException e) {
      throw new TemplateException(file + " is not in UTF-8.", e);
    } catch (IOException e) {
      throw new TemplateException(file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException when there is none, or with all that is wrong with it
   */
  public Template read(String name) {
    return TemplateReader.read(text(name), file(name).toString());
  }

  /** Writes a template, over the old one where there is one. */
  public void write(String name, Template template) {
    writeText(name, TemplateWriter.toml(template));
  }

  /** Writes a template's text as it is. */
  public void writeText(String name, String text) {
    Path file = file(name);
    try {
      PrivateFiles.write(file, text);
    } catch (IOException e) {
      throw new TemplateException(file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Removes a template.
   *
   * @throws TemplateException when there is none, or it cannot be removed
   */
  public void remove(String name) {
    Path file = file(name);
    try {
      if (!Files.deleteIfExists(file)) {
        throw new TemplateException(missing(name));
      }
    } catch (IOException e) {
      throw new TemplateException(file + " cannot be removed: " + e.getMessage() + ".", e);
    }
  }

  private String missing(String name) {
    List<String> names = names();
    return "There is no template '"
        + name
        + "'"
        + NearName.of(name, names)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse(
                names.isEmpty()
                    ? "; `runnel template save` makes one."
                    : "; there are: " + String.join(", ", names) + ".");
  }
}
