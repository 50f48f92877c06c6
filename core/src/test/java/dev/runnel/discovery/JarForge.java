package dev.runnel.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.Provider;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles providers against core alone and packs them as jars, sound or broken as a test needs.
 */
final class JarForge {
  static final String SERVICES = "META-INF/services/" + Provider.class.getName();

  private final Path folder;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, UnaryOperator<byte[]>> patches = new LinkedHashMap<>();
  private final List<Path> classPath = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private String version = "";
  private boolean asModule;

  JarForge(Path folder) {
    this.folder = folder;
    classPath.add(core());
  }

  /** Where core's own classes are. */
  static Path core() {
    try {
      return Path.of(Provider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  JarForge source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Adds a line to the services file. */
  JarForge service(String line) {
    services.add(line);
    return this;
  }

  JarForge version(String implementationVersion) {
    version = implementationVersion;
    return this;
  }

  /** Changes a class file on its way into the jar; null keeps it out. */
  JarForge patch(String className, UnaryOperator<byte[]> change) {
    patches.put(className.replace('.', '/') + ".class", change);
    return this;
  }

  /** Compiles against other classes than core's, where both have them. */
  JarForge against(Path classes) {
    classPath.add(0, classes);
    return this;
  }

  /** Compiles as a module; a source named {@code module-info} says which. */
  JarForge asModule(String moduleInfo) {
    asModule = true;
    return source("module-info", moduleInfo);
  }

  /** The folder of the compiled classes. */
  Path compile() {
    try {
      Path classes = Files.createTempDirectory(folder, "classes");
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      String path =
          String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
      List<String> options =
          List.of("-proc:none", "-nowarn", asModule ? "-p" : "-cp", path, "-d", classes.toString());
      StringWriter messages = new StringWriter();
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  null,
                  null,
                  options,
                  null,
                  sources.entrySet().stream()
                      .map(source -> new Source(source.getKey(), source.getValue()))
                      .toList())
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path jar(String name) {
    try {
      Path jar = folder.resolve(name);
      Files.createDirectories(jar.getParent());
      gather(compile());
      if (!services.isEmpty()) {
        entries.put(SERVICES, String.join("\n", services).getBytes(StandardCharsets.UTF_8));
      }
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      if (!version.isEmpty()) {
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
      }
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          out.putNextEntry(new JarEntry(entry.getKey()));
          out.write(entry.getValue());
          out.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void gather(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        byte[] patched =
            patches.getOrDefault(name, UnaryOperator.identity()).apply(Files.readAllBytes(file));
        if (patched != null) {
          entries.put(name, patched);
        }
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(
          URI.create("string:///" + className.replace('.', '/') + ".java"),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
