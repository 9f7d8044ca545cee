package dev.costspan.cli;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.Providers;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageReport;

/**
 * Prices a case: by its own card when it brings one, else by the amount its answer reports, else by the price book. What the answer
 * says of tier, region and options was served and wins over what the line says; the line's model wins over the answer's. Not
 * thread-safe.
 */
final class CasePricer {

    /** Whose an own card is, and for which model, when the line does not say. */
    private static final String NOBODY = "custom";

    private final PriceBook prices;
    private final OwnBooks ownBooks = new OwnBooks();

    CasePricer(PriceBook prices) {
        this.prices = prices;
    }

    /**
     * Returns what a case costs.
     *
     * @throws BadLineException when its answer or its card cannot be read
     */
    PricedCase price(PriceCase line) throws BadLineException {
        String provider = line.provider() != null ? line.provider() : Providers.ofUrl(line.providerApiUrl());
        UsageReport report = Answers.read(line, provider);
        Usage usage = report.usage();
        String model = line.model() != null ? line.model() : report.model();
        Operation operation = line.operation() != null ? line.operation() : Operations.of(line.apiFlavor(), usage);
        Conditions conditions = report.conditions()
                .over(line.conditions())
                .over(Conditions.NONE.region(Providers.regionOfUrl(line.providerApiUrl())));

        Cost cost;
        if (line.card() != null) {
            String owner = provider == null ? NOBODY : provider;
            String owned = model == null ? NOBODY : model;
            PriceBook own = ownBooks.of(line.card(), owner, owned);
            cost = usage.problem() != null
                    ? invalid(usage)
                    : own.price(operation, owner, owned, conditions, line.at(), usage);
        } else if (report.reportedCost() != null) {
            Money stated = new Money(report.reportedCost(), report.currency());
            cost = Cost.stated(stated, CostSource.PROVIDER, usage);
        } else if (usage.problem() != null) {
            cost = invalid(usage);
        } else {
            String asked = provider == null ? Answers.UNKNOWN_PROVIDER : provider;
            cost = prices.price(operation, asked, model, conditions, line.at(), usage);
        }
        return new PricedCase(line.id(), provider, model, operation, usage, cost);
    }

    private static Cost invalid(Usage usage) {
        return Cost.unpriced(UnpricedReason.INVALID_USAGE, usage);
    }
}
