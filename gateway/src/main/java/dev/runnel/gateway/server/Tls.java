package dev.runnel.gateway.server;

import dev.runnel.config.live.FileMarks;
import dev.runnel.config.settings.GatewaySettings.TlsFiles;
import dev.runnel.gateway.access.TlsFileException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;

/** The certificate that a server shows, read anew when its files change. */
public final class Tls {
  private static final System.Logger LOG = System.getLogger(Tls.class.getName());
  private static final List<String> PROTOCOLS = List.of("h2", "http/1.1");

  private final TlsFiles files;
  private FileMarks seen;
  private boolean unfit; // since they were seen so

  /** That of these files. */
  public Tls(TlsFiles files) {
    this.files = files;
    seen = marks();
  }

  /**
   * Has a server show what the files hold now. Blocks.
   *
   * @throws TlsFileException when they do not hold a certificate and its key
   */
  public void setUp(HttpServerOptions options, Vertx vertx) throws TlsFileException {
    KeyPair pair = read(vertx);
    options.setSsl(true).setUseAlpn(true).setKeyCertOptions(pair.options());
  }

  private KeyPair read(Vertx vertx) throws TlsFileException {
    KeyPair pair = KeyPair.read(files, vertx);
    pair.objection(Instant.now()).ifPresent(words -> LOG.log(Level.WARNING, words));
    return pair;
  }

  /**
   * Shows another certificate to whoever connects from now on, where the files have changed. Files
   * that are wrong change nothing, and are complained of where they are still so the next time: the
   * two are never written at once. May block; one at a time.
   */
  public synchronized void refresh(HttpServer server, Vertx vertx) {
    FileMarks now = marks();
    boolean changed = !now.equals(seen);
    if (!changed && !unfit) {
      return;
    }
    seen = now;
    try {
      KeyPair pair = read(vertx);
      unfit = false;
      ServerSSLOptions options = new ServerSSLOptions();
      options.setKeyCertOptions(pair.options());
      options.setUseAlpn(true).setApplicationLayerProtocols(PROTOCOLS);
      server
          .updateSSLOptions(options)
          .onSuccess(shown -> LOG.log(Level.INFO, "The certificate was read anew"))
          .onFailure(Tls::stays);
    } catch (TlsFileException e) {
      unfit = changed;
      if (!changed) {
        stays(e);
      }
    }
  }

  private static void stays(Throwable why) {
    LOG.log(Level.WARNING, () -> "The certificate stays as it was: " + why.getMessage());
  }

  private FileMarks marks() {
    return FileMarks.of(List.of(files.certificate(), files.key()));
  }
}
