package dev.runnel.plugins;

import dev.runnel.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The rules for what is in a jar; nothing of it is loaded. */
final class JarRules {
  /** Java 17: what Runnel itself asks for, so that a plugin runs wherever it does. */
  private static final int OLDEST_JAVA = 17;

  /** Class files of Java N have the major version N + 44. */
  private static final int MAJOR_OF_JAVA_0 = 44;

  /** Up to where a class file says for which Java it is. */
  private static final int HEAD = 8;

  private static final int PIECE = 64 * 1024;

  /** Many times what the largest libraries come to. */
  private static final long MOST_BYTES = 1L << 30;

  private final long most;
  private final List<Finding> findings = new ArrayList<>();

  /** What they say; stops at the first that makes the others pointless. */
  static List<Finding> of(Path jar) {
    return of(jar, MOST_BYTES);
  }

  /**
   * What they say.
   *
   * @param most bytes that it may unpack to
   */
  static List<Finding> of(Path jar, long most) {
    JarRules rules = new JarRules(most);
    try (JarFile opened = new JarFile(jar.toFile())) {
      rules.check(opened);
    } catch (IOException | SecurityException e) {
      rules.findings.add(Finding.problem("not every entry can be read: " + e.getMessage()));
    }
    return rules.findings;
  }

  private JarRules(long most) {
    this.most = most;
  }

  private void check(JarFile jar) throws IOException {
    List<String> names = new ArrayList<>();
    long size = 0;
    NavigableMap<Integer, String> byJava = new TreeMap<>();
    for (JarEntry entry : jar.stream().toList()) {
      names.add(entry.getName());
      byte[] head;
      try (InputStream in = jar.getInputStream(entry)) {
        head = in.readNBytes(HEAD);
        size += head.length + rest(in);
      }
      if (size > most) {
        findings.add(Finding.problem("it unpacks to more than " + most + " bytes"));
        return;
      }
      if (isClass(entry.getName()) && head.length == HEAD) {
        byJava.putIfAbsent(java(head), entry.getName());
      }
    }
    findings.add(Finding.ok("every entry can be read"));
    services(names);
    core(names);
    keys(names);
    java(byJava);
    manifest(jar.getManifest());
  }

  /** Read to its end, which checks what was written down of it; not further than is bearable. */
  private long rest(InputStream entry) throws IOException {
    byte[] piece = new byte[PIECE];
    long read = 0;
    for (int n = 0; n >= 0 && read <= most; n = entry.read(piece)) {
      read += n;
    }
    return read;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/");
  }

  private static int java(byte[] classFile) {
    return ((classFile[6] & 0xFF) << 8 | (classFile[7] & 0xFF)) - MAJOR_OF_JAVA_0;
  }

  private void services(List<String> names) {
    findings.add(
        names.contains(PluginContents.SERVICES)
            ? Finding.ok("it has a services file")
            : Finding.problem(
                "there is no "
                    + PluginContents.SERVICES
                    + "; put the name of the class that implements "
                    + Provider.class.getSimpleName()
                    + " into it"));
  }

  private void core(List<String> names) {
    List<String> cores =
        names.stream()
            .filter(name -> name.matches("dev/runnel/(api|spi|guard|discovery|tools)/.*\\.class"))
            .toList();
    findings.add(
        cores.isEmpty()
            ? Finding.ok("core is not packed along")
            : Finding.problem(
                "core is packed along ("
                    + cores.get(0)
                    + " and so on); depend on runnel-core with scope provided"));
  }

  private void keys(List<String> names) {
    List<String> keys =
        names.stream().filter(name -> name.matches("(?i).*\\.(pem|key|p12|jks|env)")).toList();
    findings.add(
        keys.isEmpty()
            ? Finding.ok("no key is packed along")
            : Finding.problem("what looks like a key is packed along: " + keys.get(0)));
  }

  private void java(NavigableMap<Integer, String> byJava) {
    if (byJava.isEmpty()) {
      findings.add(Finding.problem("there is no class in it"));
      return;
    }
    int newest = byJava.lastKey();
    int running = Runtime.version().feature();
    String needs = byJava.get(newest) + " needs Java " + newest;
    if (newest > running) {
      findings.add(Finding.problem(needs + ", and this is " + running));
    } else if (newest > OLDEST_JAVA) {
      findings.add(
          Finding.advice(
              needs + ", and Runnel runs on " + OLDEST_JAVA + ": compile with --release"));
    } else {
      findings.add(Finding.ok("its classes run on Java " + OLDEST_JAVA));
    }
  }

  private void manifest(@Nullable Manifest manifest) {
    Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
    String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    findings.add(
        version == null
            ? Finding.advice(
                "its manifest has no Implementation-Version, so that nobody is told its version")
            : Finding.ok("it is version " + version));
  }
}
