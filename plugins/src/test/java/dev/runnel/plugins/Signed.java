package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.Map;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Jars that are signed, by a key that is made for it. */
final class Signed {
  private static final String PASSWORD = "secret";

  private Signed() {}

  /** Signs a jar, then writes a byte more into one of its classes. */
  static Path changedAfterwards(Path jar, String entry) throws Exception {
    Path signed = jar.resolveSibling("signed");
    try (ZipFile unsigned = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(key(jar.resolveSibling("keys"))).build().sign(unsigned, out);
    }
    Files.delete(jar);
    Files.move(signed, jar);
    try (FileSystem inside =
        FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Path changed = inside.getPath(entry);
      byte[] bytes = Files.readAllBytes(changed);
      Files.write(changed, java.util.Arrays.copyOf(bytes, bytes.length + 1));
    }
    return jar;
  }

  private static PrivateKeyEntry key(Path store) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "acme",
                "-dname",
                "CN=Acme",
                "-keyalg",
                "EC",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(made.getInputStream().readAllBytes());
    assertThat(made.waitFor()).as(told).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return (PrivateKeyEntry)
        keys.getEntry("acme", new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
  }
}
