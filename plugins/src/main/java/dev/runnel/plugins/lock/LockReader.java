package dev.runnel.plugins.lock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a lock file, strictly: what is not understood is no reason to load something. */
final class LockReader {
  private static final Pattern PLUGIN =
      Pattern.compile("# plugin (\\S+)(?: ([^ :]+:[^ :]+:[^ :]+))?(?: file (\\S.*))?");

  private final Path file;
  private final List<LockedPlugin> plugins = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<LockedJar> jars = new ArrayList<>();
  private @Nullable Matcher head;
  private int line;

  LockReader(Path file) {
    this.file = file;
  }

  LockFile read(String text) {
    List<String> lines = text.lines().toList();
    format(lines.isEmpty() ? "" : lines.get(0));
    for (line = 2; line <= lines.size(); line++) {
      String content = lines.get(line - 1);
      try {
        read(content, line);
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()), e);
      }
    }
    finish();
    if (!text.endsWith("\n")) {
      throw wrong("the file ends in the middle of a line", null);
    }
    return new LockFile(plugins);
  }

  private void format(String first) {
    line = 1;
    if (!first.startsWith(LockFile.FORMAT)) {
      throw wrong("it does not begin with '" + LockFile.FORMAT + "1'", null);
    }
    String rest = first.substring(LockFile.FORMAT.length());
    String format = rest.substring(0, Math.max(0, rest.indexOf('.')));
    if (!format.equals("1")) {
      throw new LockException(
          file
              + " is of format "
              + (format.isEmpty() ? rest : format)
              + ", and this Runnel knows format 1: use the newer Runnel that wrote it");
    }
  }

  private void read(String content, int number) {
    if (content.startsWith("# plugin ")) {
      finish();
      line = number;
      begin(content);
    } else if (!content.isBlank() && !content.startsWith("#")) {
      jar(content);
    }
  }

  private void begin(String content) {
    Matcher matcher = PLUGIN.matcher(content);
    if (!matcher.matches() || (matcher.group(2) == null && matcher.group(3) == null)) {
      throw new IllegalArgumentException(
          "a plugin is '# plugin NAME group:artifact:version' or '# plugin NAME file x.jar'");
    }
    if (!names.add(matcher.group(1))) {
      throw new IllegalArgumentException("there are two plugins " + matcher.group(1));
    }
    head = matcher;
  }

  private void jar(String content) {
    int gap = content.indexOf("  ");
    if (gap < 0 || head == null) {
      throw new IllegalArgumentException(
          "a jar is 'SHA-256  " + LockFile.STORE + "/NAME/x.jar', below the line of its plugin");
    }
    jars.add(new LockedJar(content.substring(0, gap), content.substring(gap + 2)));
  }

  private void finish() {
    if (head == null) {
      return;
    }
    Matcher matched = head;
    try {
      plugins.add(
          new LockedPlugin(
              matched.group(1),
              Optional.ofNullable(matched.group(2)).map(Coordinate::parse),
              Optional.ofNullable(matched.group(3)),
              jars));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
    head = null;
    jars.clear();
  }

  private LockException wrong(String what, @Nullable IllegalArgumentException cause) {
    String message =
        file
            + ", line "
            + line
            + ", is wrong: "
            + what
            + ". Nothing that was installed is loaded; restore the file, or delete it and install"
            + " the plugins again";
    return cause == null ? new LockException(message) : new LockException(message, cause);
  }
}
