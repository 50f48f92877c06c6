package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.RequestParameter;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.testkit.contract.toy.Sin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is not HTTP at all keeps the contract, as far as it is about it. */
class InProcessProviderTest {
  private static final ThreadLocal<Path> FOLDER = new ThreadLocal<>();

  @Test
  void aProviderInTheSameProcessKeepsEveryRuleThatIsNotAboutSockets(@TempDir Path folder) {
    FOLDER.set(folder);
    SuiteRun run = SuiteRun.of(InProcessContract.class, folder);
    FOLDER.remove();

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed())
        .contains("1.1", "1.6", "1.13", "2.2", "3.2", "3.5", "3.6", "4.3", "4.4", "5.1", "8.6");
    assertThat(run.skipped().get("4.1")).contains("the upstream is not HTTP");
    assertThat(run.skipped().get("9.3")).contains("there are no connections");
  }

  /** The contract of a library that answers in the same process. */
  static class InProcessContract extends ProviderContract {
    private final ScriptedService library = new ScriptedService();

    @Override
    protected Provider provider() {
      return new LibraryProvider(library);
    }

    @Override
    protected Upstream upstream() {
      return library;
    }

    @Override
    protected Path packagedAt() {
      return ForgedPackage.of(LibraryProvider.class, Sin.NONE, FOLDER.get());
    }
  }

  /** Answers with what a library says. */
  public static final class LibraryProvider implements Provider {
    private static final Capabilities CAPABILITIES =
        Capabilities.builder()
            .models("library")
            .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
            .supports(Feature.TOOLS)
            .lacks(Feature.IMAGES, Feature.JSON_SCHEMA, Feature.JSON_OBJECT)
            .lacks(Feature.PARALLEL_TOOL_CALLS, Feature.REASONING, Feature.USAGE)
            .honours(RequestParameter.MESSAGES)
            .build();

    private final ScriptedService library;

    /** Found by name. */
    public LibraryProvider() {
      this(new ScriptedService());
    }

    LibraryProvider(ScriptedService library) {
      this.library = library;
    }

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("library", SPI_GENERATION)
          .capabilities(CAPABILITIES)
          .build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      return new LibraryDriver(library);
    }
  }

  /** Takes what the library says on the thread that starts the call. */
  private static final class LibraryDriver implements Driver {
    private final ScriptedService library;
    private volatile boolean closed;

    LibraryDriver(ScriptedService library) {
      this.library = library;
    }

    @Override
    public Capabilities capabilities() {
      return LibraryProvider.CAPABILITIES;
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {
      if (closed) {
        throw ChatException.of(ErrorKind.INTERNAL, "The library is closed");
      }
      String asked = text(request);
      if (exchange.isOver()) {
        return;
      }
      Object demand = new Object();
      ScriptedService.Reply reply = library.ask(asked);
      try {
        exchange.onAbort(
            () -> {
              reply.close();
              wake(demand);
            });
        exchange.onDemand(() -> wake(demand));
        take(reply, exchange, demand);
      } finally {
        reply.close();
      }
    }

    private static void wake(Object demand) {
      synchronized (demand) {
        demand.notifyAll();
      }
    }

    private static void take(ScriptedService.Reply reply, Exchange exchange, Object demand) {
      boolean said = false;
      try {
        for (Optional<Utterance> next = reply.next(); next.isPresent(); next = reply.next()) {
          said = true;
          signal(next.get(), exchange);
          synchronized (demand) {
            while (!exchange.wantsMore() && !exchange.isOver()) {
              demand.wait();
            }
          }
          if (exchange.isOver()) {
            return;
          }
        }
        if (said) {
          exchange.endOfInput();
        } else {
          exchange.fail(ChatException.of(ErrorKind.EMPTY_ANSWER, "The library said nothing"));
        }
      } catch (IOException e) {
        exchange.fail(
            ChatException.builder(ErrorKind.CONNECTION, "The library broke off").cause(e).build());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void signal(Utterance utterance, Exchange exchange) {
      if (utterance instanceof Utterance.Token token) {
        exchange.token(token.text());
      } else if (utterance instanceof Utterance.ToolCall call) {
        exchange.toolCall(
            new ChatEvent.ToolCallDelta(
                call.index(),
                Optional.of(call.id()),
                Optional.of(call.name()),
                String.join("", call.arguments())));
      } else if (utterance instanceof Utterance.Finish finish) {
        exchange.finish(FinishReason.of(finish.reason(), finish.reason().name()));
      } else if (utterance instanceof Utterance.Failure failure) {
        exchange.fail(ChatException.of(failure.kind(), failure.message()));
      } else if (utterance instanceof Utterance.End) {
        exchange.complete();
      }
    }

    private static String text(ChatRequest request) {
      StringBuilder text = new StringBuilder();
      for (Message message : request.messages()) {
        message.parts().forEach(part -> text.append(part.accept(PLAIN)).append('\n'));
      }
      request.tools().forEach(tool -> text.append(tool).append('\n'));
      return text.toString();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final ContentPart.Visitor<String> PLAIN =
      new ContentPart.Visitor<>() {
        @Override
        public String text(ContentPart.Text text) {
          return text.text();
        }

        @Override
        public String toolCall(ContentPart.ToolCall call) {
          return call.toString();
        }

        @Override
        public String toolResult(ContentPart.ToolResult result) {
          return result.content();
        }

        @Override
        public String unknown(ContentPart part) {
          throw ChatException.of(ErrorKind.INVALID_REQUEST, "The library takes text only");
        }
      };
}
