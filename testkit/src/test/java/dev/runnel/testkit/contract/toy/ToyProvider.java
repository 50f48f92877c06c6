package dev.runnel.testkit.contract.toy;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;

/** A provider over plain sockets that keeps the contract; unless it is told to sin. */
public class ToyProvider implements Provider {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("http://127.0.0.1:9");
  static final Option<Secret> KEY = Option.secret("key").describedAs("What the service wants");
  static final Option<String> WIRE_LOG = Option.text("wire-log").describedAs("A file to write to");

  private final Sin sin;
  private int described;

  /** One without sin. */
  public ToyProvider() {
    this(Sin.NONE);
  }

  protected ToyProvider(Sin sin) {
    this.sin = sin;
  }

  public static ToyProvider with(Sin sin) {
    return sin == Sin.CANNOT_BE_MADE ? new Unmakeable() : new ToyProvider(sin);
  }

  @Override
  public ProviderDescription describe() {
    described++;
    Option<?>[] options = {
      BASE_URL, KEY, sin == Sin.EXPLAINS_NOTHING ? Option.text("mood") : WIRE_LOG
    };
    return ProviderDescription.builder(
            "toy", sin == Sin.IS_OF_ANOTHER_GENERATION ? SPI_GENERATION + 1 : SPI_GENERATION)
        .displayName(sin == Sin.DESCRIBES_ITSELF_ANEW ? "Toy, take " + described : "Toy")
        .authentication(Authentication.optional(KEY))
        .options(options)
        .capabilities(capabilities(false))
        .build();
  }

  Capabilities capabilities(boolean connected) {
    Capabilities.Builder can =
        Capabilities.builder()
            .models("toy-1", "toy-2")
            .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
            .supports(Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
            .supports(Feature.REASONING, Feature.USAGE)
            .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
            .honours(RequestParameter.TEMPERATURE, RequestParameter.TOP_P, RequestParameter.STOP)
            .honours(RequestParameter.MAX_TOKENS, RequestParameter.SEED)
            .honours(RequestParameter.PRESENCE_PENALTY, RequestParameter.REASONING_EFFORT);
    if (sin == Sin.DROPS_IMAGES_IN_SILENCE) {
      can.lacks(Feature.IMAGES);
    } else {
      can.supports(Feature.IMAGES);
    }
    if (sin != Sin.DROPS_A_SCHEMA_OF_WHICH_IT_SAYS_NOTHING) {
      can.supports(Feature.JSON_SCHEMA);
    }
    if (sin == Sin.CLAIMS_JSON) {
      can.supports(Feature.JSON_OBJECT);
    } else {
      can.lacks(Feature.JSON_OBJECT);
    }
    if (connected && sin == Sin.CONNECTS_ANOTHER_THAN_IT_DESCRIBES) {
      can.honours(RequestParameter.CONVERSATION_ID);
    }
    return can.build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new ToyDriver(config, sin, capabilities(true));
  }

  /** A provider that no ServiceLoader can make. */
  private static final class Unmakeable extends ToyProvider {
    Unmakeable() {
      super(Sin.CANNOT_BE_MADE);
    }
  }
}
