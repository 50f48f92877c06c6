package dev.runnel.fake.junit;

import dev.runnel.api.ChatClient;
import dev.runnel.fake.FakeProvider;
import dev.runnel.fake.FakeReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the fakes of a test, holds them to their scripts and closes them. */
final class FakeParameters implements ParameterResolver, AfterEachCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FakeParameters.class);

  /** The fakes that were made for one test, or for one class. */
  private record Fakes(String owner, Map<String, FakeProvider> byId) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return parameter.isAnnotated(Fake.class)
        && (type == FakeProvider.class || type == ChatClient.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Fake wish = parameter.findAnnotation(Fake.class).orElseThrow();
    FakeProvider fake = fakes(context).byId().computeIfAbsent(wish.id(), FakeProvider::create);
    if (!wish.value().isEmpty()) {
      fake.always(FakeReply.text(wish.value()));
    }
    return parameter.getParameter().getType() == ChatClient.class ? fake.client() : fake;
  }

  // What an enclosing context made is found from here, too; it is closed with that context.
  private static Fakes fakes(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Fakes.class,
            any -> new Fakes(context.getUniqueId(), new LinkedHashMap<>()),
            Fakes.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  private static void end(ExtensionContext context) {
    Fakes fakes = context.getStore(NAMESPACE).get(Fakes.class, Fakes.class);
    if (fakes == null || !fakes.owner().equals(context.getUniqueId())) {
      return;
    }
    fakes.byId().values().forEach(FakeProvider::close);
    if (context.getExecutionException().isEmpty()) {
      fakes.byId().values().forEach(FakeProvider::verify);
    }
  }
}
