package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles what a stranger wrote, against jars of the distribution, and packs it. */
final class Forge {
  private static final String SERVICES = "META-INF/services/dev.runnel.spi.Provider";

  private final Path folder;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, UnaryOperator<byte[]>> patches = new LinkedHashMap<>();
  private List<Path> classPath = List.of();
  private String services = "";

  Forge(Path folder) {
    this.folder = folder;
  }

  static Path core() {
    return Program.distribution()
        .resolve("lib")
        .resolve("runnel-core-" + System.getProperty("runnel.version") + ".jar");
  }

  Forge source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Replaces the class path, which is core's jar alone. */
  Forge against(List<Path> jars) {
    classPath = jars;
    return this;
  }

  /** The whole services file. */
  Forge services(String text) {
    services = text;
    return this;
  }

  /** Changes a class file on its way into the jar; null keeps it out. */
  Forge patch(String className, UnaryOperator<byte[]> change) {
    patches.put(className.replace('.', '/') + ".class", change);
    return this;
  }

  /** The folder of the compiled classes. */
  Path classes() throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    String path =
        (classPath.isEmpty() ? List.of(core()) : classPath)
            .stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of("--release", "17", "-proc:none", "-cp", path, "-d", classes.toString());
    var units = sources.entrySet().stream().map(Forge::unit).toList();
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, units)
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    return classes;
  }

  /** A jar of the compiled classes that says it is version 1.2.3. */
  Path jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, byte[]> entry : entries().entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Path classes = classes();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(classes)) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
      byte[] bytes =
          patches.getOrDefault(name, UnaryOperator.identity()).apply(Files.readAllBytes(file));
      if (bytes != null) {
        entries.put(name, bytes);
      }
    }
    entries.put(SERVICES, services.getBytes(UTF_8));
    return entries;
  }

  private static JavaFileObject unit(Map.Entry<String, String> source) {
    URI name = URI.create("string:///" + source.getKey().replace('.', '/') + ".java");
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.getValue();
      }
    };
  }
}
