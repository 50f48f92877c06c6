package dev.runnel.interop.node;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A condition rather than an assumption, so that the report counts the class and names why. */
final class NodeCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> lack = NodePackages.lack();
    return lack.isPresent() && !NodePackages.required()
        ? ConditionEvaluationResult.disabled(lack.get())
        : ConditionEvaluationResult.enabled("Node.js is here, or required");
  }
}
