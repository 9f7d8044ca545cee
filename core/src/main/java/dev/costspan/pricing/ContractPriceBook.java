package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** List prices, changed by the first contract that covers a request. */
final class ContractPriceBook implements PriceBook {

    private final List<Contract> contracts;
    private final PriceBook list;

    ContractPriceBook(List<Contract> contracts, PriceBook list) {
        this.contracts = List.copyOf(contracts);
        this.list = list;
    }

    @Override
    public Cost price(
            Operation operation,
            String provider,
            @Nullable String model,
            Conditions conditions,
            Instant at,
            Usage usage) {
        Cost listed = list.price(operation, provider, model, conditions, at, usage);
        for (int i = 0; i < contracts.size(); i++) {
            Contract contract = contracts.get(i);
            if (contract.covers(provider, model, listed.card(), at)) {
                PriceCard[] cards = contract.cards(model);
                return cards == null
                        ? contract.adjust(listed, at)
                        : negotiated(cards, listed, operation, conditions, at, usage);
            }
        }
        return listed;
    }

    @Override
    public List<PriceFeed> feeds() {
        return list.feeds();
    }

    @Override
    public @Nullable LocalDate catalogDate() {
        return list.catalogDate();
    }

    private static Cost negotiated(
            PriceCard[] cards, Cost listed, Operation operation, Conditions conditions, Instant at, Usage usage) {
        String tier = ServiceTiers.named(conditions.serviceTier());
        PriceCard card = ModelIndex.select(cards, tier, conditions, at, usage);
        if (card == null) {
            return listed;
        }
        Cost cost = card.price(operation, usage, conditions, CostSource.CONTRACT);
        BigDecimal listAmount = Objects.equals(listed.currency(), cost.currency()) ? listed.amount() : null;
        return listAmount == null ? cost : cost.beside(listAmount);
    }
}
