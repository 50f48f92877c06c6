package dev.runnel.cli.stage;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A provider that no services file of the tests names: it comes in plugins. */
public final class Guest implements Provider {
  /** The system property under which the class loader of the last one asked can be watched. */
  public static final String LOADER = "guest.loader";

  /** The system property of the latch at which a guest stops that was asked to {@code wait}. */
  public static final String GATE = "guest.gate";

  private static final String SERVICES = "META-INF/services/" + Provider.class.getName();

  public Guest() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("guest", SPI_GENERATION).build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new Room();
  }

  /** Not loaded before it is needed, which may be after another jar has taken this one's place. */
  private static final class Politeness {
    String rest() {
      return "for having me.";
    }
  }

  private static final class Room implements Driver {
    @Override
    public Capabilities capabilities() {
      return Capabilities.builder().models("guest-1").build();
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {
      System.getProperties().put(LOADER, new WeakReference<>(Guest.class.getClassLoader()));
      exchange.token("Thank you ");
      if (request.lastMessage().text().equals("wait")) {
        await((CountDownLatch) System.getProperties().get(GATE));
      }
      exchange.token(new Politeness().rest());
      exchange.complete();
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes a jar of it, which says that it is version 1.2.3. */
  public static Path jar(Path path) throws IOException {
    return jar(path, "1.2.3");
  }

  /** Makes a jar of it in a version; what was there is written over, in place. */
  public static Path jar(Path path, String version) throws IOException {
    Files.createDirectories(path.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path), manifest)) {
      for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return path;
  }

  /** Makes a folder of its classes. */
  public static Path folder(Path path) throws IOException {
    for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
      Path file = path.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    return path;
  }

  private static Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Class<?> type : new Class<?>[] {Guest.class, Room.class, Politeness.class}) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream bytes = Guest.class.getClassLoader().getResourceAsStream(name)) {
        contents.put(name, bytes.readAllBytes());
      }
    }
    contents.put(SERVICES, (Guest.class.getName() + "\n").getBytes());
    return contents;
  }
}
