package dev.runnel.discovery;

/** Java sources of providers, as strangers write them. */
final class Sources {
  private Sources() {}

  /** A provider that works and answers with its id. */
  static String provider(String className, String id) {
    return provider(className, id, "", "");
  }

  /**
   * A provider with something of its own.
   *
   * @param extending such as {@code extends acme.Base}; may be empty
   * @param members further members; may be empty
   */
  static String provider(String className, String id, String extending, String members) {
    int dot = className.lastIndexOf('.');
    return """
        package %s;

        import dev.runnel.api.*;
        import dev.runnel.spi.*;

        public class %s %s implements Provider {
          %s

          @Override
          public ProviderDescription describe() {
            return ProviderDescription.builder("%s", Provider.SPI_GENERATION).build();
          }

          @Override
          public Driver connect(EndpointConfig config) {
            return new Driver() {
              @Override
              public Capabilities capabilities() {
                return Capabilities.builder().openEnded().build();
              }

              @Override
              public void start(ChatRequest request, Exchange exchange) {
                exchange.token("Hello from ");
                exchange.token(config.endpoint());
                exchange.finish(FinishReason.STOP);
                exchange.complete();
              }
            };
          }
        }
        """
        .formatted(
            className.substring(0, dot), className.substring(dot + 1), extending, members, id);
  }

  /** A provider whose describe() does something of its own. */
  static String describing(String className, String body) {
    int dot = className.lastIndexOf('.');
    return """
        package %s;

        import dev.runnel.spi.*;

        public class %s implements Provider {
          @Override
          public ProviderDescription describe() {
            %s
          }

          @Override
          public Driver connect(EndpointConfig config) {
            throw new UnsupportedOperationException();
          }
        }
        """
        .formatted(className.substring(0, dot), className.substring(dot + 1), body);
  }

  /** A program that shows what it found, then asks whoever works. */
  static String probe() {
    return """
        package probe;

        import dev.runnel.api.*;
        import dev.runnel.discovery.*;
        import java.io.PrintStream;

        public class Probe {
          public static void main(String[] args) {
            run(System.out, Thread.currentThread().getContextClassLoader());
          }

          public static void run(PrintStream out, ClassLoader loader) {
            try (Providers providers = Providers.builder().loader(loader).discover()) {
              for (FoundProvider found : providers.found()) {
                ChatClient client = providers.connect(found.id());
                Answer answer =
                    client.call(ChatRequest.of("Hi")).answer().toCompletableFuture().join();
                out.println("found " + found.id() + " in " + found.source().jar()
                    + ": " + answer.text());
              }
              for (QuarantinedProvider broken : providers.quarantined()) {
                out.println("broken " + broken.source().className() + " in "
                    + broken.source().jar() + ": " + broken.reason());
              }
            }
          }
        }
        """;
  }
}
