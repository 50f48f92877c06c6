/**
 * The contract that every provider must keep, as tests. An author extends {@link
 * dev.runnel.testkit.contract.ProviderContract}, hands it his provider and what it talks to: his
 * {@link dev.runnel.testkit.contract.WireFormat} over HTTP, or a {@link
 * dev.runnel.testkit.contract.ScriptedService} in the same process. {@link
 * dev.runnel.testkit.contract.ContractRules} lists the rules.
 */
@NullMarked
package dev.runnel.testkit.contract;

import org.jspecify.annotations.NullMarked;
