/**
 * What every wrapper around a client must do, whatever library the client belongs to: {@link
 * dev.costspan.contract.WrapperContract} for all, {@link dev.costspan.contract.UsageContract} for those whose answers report
 * tokens, {@link dev.costspan.contract.StreamContract} for streams, {@link dev.costspan.contract.AttemptContract} where the HTTP
 * seam is wrapped too, {@link dev.costspan.contract.OutcomeContract}, {@link dev.costspan.contract.RepeatContract}, {@link
 * dev.costspan.contract.CutOffContract} and {@link dev.costspan.contract.ThrownAwayContract} for outcomes and waste. A test class implements the interfaces and hands each test a {@link dev.costspan.contract.Subject}.
 *
 * <p>Nothing here knows LangChain4j. Another module takes the suite from this module's test jar: the {@code test-jar} goal of
 * maven-jar-plugin here, a dependency of type {@code test-jar} and scope {@code test} there.
 */
package dev.costspan.contract;
