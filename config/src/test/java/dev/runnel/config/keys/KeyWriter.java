package dev.runnel.config.keys;

import dev.runnel.api.Secret;
import java.io.IOException;
import java.nio.file.Path;

/** A process that puts keys into a key file. */
public final class KeyWriter {
  private KeyWriter() {}

  public static void main(String[] arguments) throws IOException {
    KeyFile file = KeyFile.at(Path.of(arguments[0]));
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      file.set(new StoredKey("cloud", "api-key", arguments[1] + i, Secret.of("k" + i)));
    }
  }
}
