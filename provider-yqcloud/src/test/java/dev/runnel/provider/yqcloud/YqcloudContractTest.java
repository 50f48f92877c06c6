package dev.runnel.provider.yqcloud;

import dev.runnel.api.ErrorKind;
import dev.runnel.sandbox.dialect.BareText;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.Evidence;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;
import dev.runnel.testkit.contract.WireFormat;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.Optional;

class YqcloudContractTest extends ProviderContract {
  @Override
  protected Provider provider() {
    return new YqcloudProvider();
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(Text::new);
  }

  /** Bare text: whatever comes is the answer, and its end is the transport's. */
  private static final class Text extends NarratedFormat {
    Text() {
      super(new BareText());
    }

    @Override
    public Evidence evidence() {
      return Evidence.TRANSPORT;
    }

    @Override
    public byte[] malformed() {
      return WireFormat.unsaid();
    }

    @Override
    public byte[] error(ErrorKind kind, String message) {
      return WireFormat.unsaid();
    }

    /** The service bars clients with the status that others have for permissions. */
    @Override
    public Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
      return kind == ErrorKind.PERMISSION ? Optional.empty() : super.refusal(kind, message);
    }
  }
}
