package dev.runnel.provider.gravityengine;

import dev.runnel.api.FinishReason;
import dev.runnel.sandbox.dialect.OneDocument;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.Evidence;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;
import dev.runnel.testkit.contract.WireFormat;
import java.io.ByteArrayOutputStream;

class GravityengineContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new GravityengineProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(Documents::new);
  }

  /** An answer is one document after the other, each a token. */
  private static final class Documents extends NarratedFormat {
    Documents() {
      super(new OneDocument());
    }

    @Override
    public Evidence evidence() {
      return Evidence.DOCUMENTS;
    }

    @Override
    public byte[] begin() {
      return WireFormat.unsaid();
    }

    @Override
    public byte[] token(String text) {
      return whole(super.token(text));
    }

    @Override
    public byte[] finish(FinishReason.Kind reason) {
      return whole(super.finish(reason));
    }

    @Override
    public byte[] usage(long input, long output) {
      return WireFormat.unsaid();
    }

    @Override
    public byte[] end() {
      return WireFormat.unsaid();
    }

    private byte[] whole(byte[] begun) {
      ByteArrayOutputStream document = new ByteArrayOutputStream();
      document.writeBytes(begun);
      document.writeBytes(narration().done());
      return document.toByteArray();
    }
  }
}
