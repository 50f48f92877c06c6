package dev.runnel.testkit.contract;

import java.util.Comparator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Rules run in the order of their table; what else a test class has runs after them. */
final class RuleOrder implements MethodOrderer {
  @Override
  public void orderMethods(MethodOrdererContext context) {
    context
        .getMethodDescriptors()
        .sort(
            Comparator.comparingInt(
                method ->
                    ContractRules.named(method.getMethod().getName())
                        .map(ContractRules.all()::indexOf)
                        .orElse(Integer.MAX_VALUE)));
  }
}
