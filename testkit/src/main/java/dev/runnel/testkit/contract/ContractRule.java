package dev.runnel.testkit.contract;

/**
 * One rule of the contract.
 *
 * @param number chapter and rule, such as {@code 3.2}
 * @param name the rule in a few words, as its test is called
 * @param sentence what holds
 * @param source the section of docs/contract.md that it comes from
 */
public record ContractRule(String number, String name, String sentence, String source) {
  /** The name of the test: {@code rule_3_2_cancelBeforeHeadersAbortsTheExchange}. */
  public String testName() {
    return "rule_" + number.replace('.', '_') + "_" + name;
  }

  /** The number of the chapter. */
  public int chapter() {
    return Integer.parseInt(number.substring(0, number.indexOf('.')));
  }
}
