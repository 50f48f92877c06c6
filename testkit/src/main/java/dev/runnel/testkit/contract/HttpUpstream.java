package dev.runnel.testkit.contract;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.testkit.upstream.HttpAnswer;
import dev.runnel.testkit.upstream.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes lines down in an author's format and plays them over HTTP. */
final class HttpUpstream implements Upstream {
  private final ScriptedUpstream server;
  private final Supplier<? extends WireFormat> formats;

  private HttpUpstream(ScriptedUpstream server, Supplier<? extends WireFormat> formats) {
    this.server = server;
    this.formats = formats;
  }

  static HttpUpstream start(Supplier<? extends WireFormat> formats) {
    return new HttpUpstream(ScriptedUpstream.start(), formats);
  }

  ScriptedUpstream server() {
    return server;
  }

  WireFormat format() {
    return formats.get();
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(server.baseUrl());
  }

  @Override
  public Evidence evidence() {
    return format().evidence();
  }

  @Override
  public boolean says(Utterance utterance) {
    return bytes(format(), utterance).length > 0;
  }

  @Override
  public void next(Lines lines) {
    server.next(answer(lines));
  }

  /** The lines as an answer of this format, whose framing may still be changed. */
  HttpAnswer answer(Lines lines) {
    WireFormat format = formats.get();
    HttpAnswer answer = HttpAnswer.ok(format.contentType());
    boolean documents = format.evidence() == Evidence.DOCUMENTS;
    boolean headOwed = true;
    byte[] ahead = WireFormat.unsaid();
    List<Lines.Line> all = lines.lines();
    for (int i = 0; i < all.size(); i++) {
      Lines.Line line = all.get(i);
      if (line instanceof Lines.Say say) {
        byte[] bytes = bytes(format, say.utterance());
        answer = answer.send(rest(bytes, ahead.length));
        headOwed &= bytes.length == 0;
        ahead = WireFormat.unsaid();
      } else if (line instanceof Lines.Flood flood) {
        answer = answer.flood(bytes(format, flood.utterance()));
      } else if (line instanceof Lines.Hold hold) {
        if (documents && !headOwed) {
          // A document and then silence is a whole answer: while it waits, another one has begun.
          ahead = first(nextBytes(formats.get(), all, i));
          answer = answer.send(ahead);
        }
        answer = (headOwed ? answer.head() : answer).await(hold.gate());
      }
    }
    return switch (lines.ending()) {
      case CLEAN -> answer;
      case UNPROVEN ->
          format.evidence() == Evidence.TRANSPORT
              ? answer.untilClose()
              : documents ? answer.send(half(formats.get())) : answer;
      case LOST -> (documents && !headOwed ? answer.send(half(formats.get())) : answer).reset();
      case OPEN -> (documents && !headOwed ? answer.send(half(formats.get())) : answer).stayOpen();
    };
  }

  private static byte[] nextBytes(WireFormat format, List<Lines.Line> all, int from) {
    for (Lines.Line line : all.subList(from, all.size())) {
      if (line instanceof Lines.Say say) {
        byte[] bytes = bytes(format, say.utterance());
        if (bytes.length > 0) {
          return bytes;
        }
      }
    }
    return WireFormat.unsaid();
  }

  private static byte[] first(byte[] bytes) {
    return bytes.length == 0 ? bytes : new byte[] {bytes[0]};
  }

  private static byte[] half(WireFormat fresh) {
    byte[] bytes = fresh.token("more");
    return java.util.Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] rest(byte[] bytes, int from) {
    return from == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] bytes(WireFormat format, Utterance utterance) {
    if (utterance instanceof Utterance.Beginning) {
      return format.begin();
    } else if (utterance instanceof Utterance.Token token) {
      return format.token(token.text());
    } else if (utterance instanceof Utterance.Reasoning reasoning) {
      return format.reasoning(reasoning.text());
    } else if (utterance instanceof Utterance.Signature signature) {
      return format.signature(signature.text());
    } else if (utterance instanceof Utterance.ToolCall call) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      format
          .toolCall(call.index(), call.id(), call.name(), call.arguments())
          .forEach(joined::writeBytes);
      return joined.toByteArray();
    } else if (utterance instanceof Utterance.Finish finish) {
      return format.finish(finish.reason());
    } else if (utterance instanceof Utterance.Usage usage) {
      return format.usage(usage.input(), usage.output());
    } else if (utterance instanceof Utterance.KeepAlive) {
      return format.keepAlive();
    } else if (utterance instanceof Utterance.Malformed) {
      return format.malformed();
    } else if (utterance instanceof Utterance.Failure failure) {
      return format.error(failure.kind(), failure.message());
    }
    return format.end();
  }

  @Override
  public Asked awaitRequest(Duration patience) {
    return new HttpAsked(server.awaitExchange(patience));
  }

  @Override
  public int requests() {
    return server.exchanges().size();
  }

  @Override
  public OptionalInt openConnections() {
    return OptionalInt.of(server.openConnections());
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * One exchange.
   *
   * @param exchange as the server saw it
   */
  record HttpAsked(Exchange exchange) implements Asked {
    @Override
    public String text() {
      return exchange.request().method()
          + " "
          + exchange.request().path()
          + "?"
          + exchange.request().query()
          + "\n"
          + exchange.request().headers().stream()
              .map(Map.Entry::toString)
              .collect(Collectors.joining("\n"))
          + "\n\n"
          + body();
    }

    @Override
    public String body() {
      return exchange.request().bodyText();
    }

    @Override
    public void awaitAborted(Duration patience) {
      exchange.awaitClosedByPeer(patience);
    }

    @Override
    public void awaitSaid(Duration patience) {
      exchange.awaitEnd(patience);
    }
  }
}
