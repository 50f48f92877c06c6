package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.Download;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/** Tells how far the jars are; the small files beside them are not worth telling. */
final class DownloadListener extends AbstractTransferListener {
  private final Download progress;

  DownloadListener(Download progress) {
    this.progress = progress;
  }

  @Override
  public void transferStarted(TransferEvent event) {
    tell(event);
  }

  @Override
  public void transferProgressed(TransferEvent event) {
    tell(event);
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    tell(event);
  }

  private synchronized void tell(TransferEvent event) {
    TransferResource resource = event.getResource();
    String name = resource.getResourceName();
    if (name.endsWith(".jar")) {
      progress.progress(
          name.substring(name.lastIndexOf('/') + 1),
          event.getTransferredBytes(),
          resource.getContentLength());
    }
  }
}
