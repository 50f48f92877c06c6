package dev.runnel.gateway.server;

import dev.runnel.config.live.FileMarks;
import dev.runnel.config.settings.GatewaySettings.TlsFiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The certificate that a server shows, read anew when its files change. */
public final class Tls {
  private static final System.Logger LOG = System.getLogger(Tls.class.getName());
  private static final List<String> PROTOCOLS = List.of("h2", "http/1.1");

  private final TlsFiles files;
  private FileMarks seen;

  /** That of these files. */
  public Tls(TlsFiles files) {
    this.files = files;
    seen = marks();
  }

  /**
   * Has a server show what the files hold now.
   *
   * @throws IOException when one cannot be read; its message says which
   */
  public void setUp(HttpServerOptions options) throws IOException {
    options.setSsl(true).setUseAlpn(true).setKeyCertOptions(read().getKeyCertOptions());
  }

  private ServerSSLOptions read() throws IOException {
    ServerSSLOptions options = new ServerSSLOptions();
    options.setKeyCertOptions(
        new PemKeyCertOptions()
            .addCertValue(read(files.certificate()))
            .addKeyValue(read(files.key())));
    options.setUseAlpn(true).setApplicationLayerProtocols(PROTOCOLS);
    return options;
  }

  /**
   * Shows another certificate to whoever connects from now on, where the files have changed. Files
   * that are wrong change nothing. May block; one at a time.
   */
  public synchronized void refresh(HttpServer server) {
    FileMarks now = marks();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      server
          .updateSSLOptions(read())
          .onSuccess(changed -> LOG.log(Level.INFO, "The certificate was read anew"))
          .onFailure(Tls::stays);
    } catch (IOException e) {
      stays(e);
    }
  }

  private static void stays(Throwable why) {
    LOG.log(Level.WARNING, () -> "The certificate stays as it was: " + why.getMessage());
  }

  private FileMarks marks() {
    return FileMarks.of(List.of(files.certificate(), files.key()));
  }

  private static Buffer read(Path file) throws IOException {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException("Cannot read " + file + ", which TLS needs", e);
    }
  }
}
