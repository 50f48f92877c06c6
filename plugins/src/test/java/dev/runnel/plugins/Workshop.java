package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars of sources, in memory, against the class path of the tests. */
final class Workshop {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  Workshop() {
    attribute(Attributes.Name.MANIFEST_VERSION.toString(), "1.0");
  }

  /** A jar whose provider is of this class, with a services file and version 1.2.3. */
  static Workshop provider(String className, String source) {
    return new Workshop()
        .source(className, source)
        .entry(PluginContents.SERVICES, className)
        .attribute(Attributes.Name.IMPLEMENTATION_VERSION.toString(), "1.2.3");
  }

  Workshop source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  Workshop entry(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Workshop attribute(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** Everything that becomes a jar. */
  Map<String, byte[]> contents() {
    Map<String, byte[]> all = new LinkedHashMap<>(compiled());
    all.putAll(entries);
    return all;
  }

  Path jar(Path path) throws IOException {
    return jar(path, contents());
  }

  /** With other contents than were made. */
  Path jar(Path path, Map<String, byte[]> contents) throws IOException {
    Files.createDirectories(path.getParent());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path), manifest)) {
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return path;
  }

  /** As a folder of classes. */
  Path folder(Path path) throws IOException {
    for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
      Path file = path.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    return path;
  }

  private Map<String, byte[]> compiled() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    try (Classes classes = new Classes(compiler.getStandardFileManager(null, null, null))) {
      List<String> options = List.of("--release", "17", "-proc:none");
      boolean done = compiler.getTask(messages, classes, null, options, null, units).call();
      assertThat(done).as(messages.toString()).isTrue();
      Map<String, byte[]> files = new LinkedHashMap<>();
      classes.made.forEach(
          (name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> made = new LinkedHashMap<>();

    Classes(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = made.computeIfAbsent(name, key -> new ByteArrayOutputStream());
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public ByteArrayOutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
