package dev.costspan.benchmarks;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.budget.BudgetGate;
import dev.costspan.budget.BudgetRequest;
import dev.costspan.budget.Reservation;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One limit per tenant, which a compare-and-set never lets the sum pass, in the smallest unit of whoever uses it. */
final class TenantBudgets implements BudgetGate {

    private static final int TENANTS = 1000;
    private static final long LIMIT = Long.MAX_VALUE / 2;
    private static final long ESTIMATE = 2_000_000;

    private final ConcurrentHashMap<String, AtomicLong> usedByTenant = new ConcurrentHashMap<>();

    TenantBudgets() {
        for (int i = 0; i < TENANTS; i++) {
            usedByTenant.put("tenant-" + i, new AtomicLong());
        }
        usedByTenant.put(Scenario.TENANT, new AtomicLong());
    }

    AtomicLong reserve(String tenant) {
        AtomicLong used = usedByTenant.get(tenant);
        long before;
        do {
            before = used.get();
            if (before + ESTIMATE > LIMIT) {
                throw new BudgetExceededException(tenant, money(LIMIT), money(before), money(ESTIMATE), null);
            }
        } while (!used.compareAndSet(before, before + ESTIMATE));
        return used;
    }

    static void settle(AtomicLong used, long cost) {
        used.addAndGet(cost - ESTIMATE);
    }

    @Override
    public Reservation reserve(BudgetRequest request) {
        return new Room(reserve(request.attribution().get(AttributionKey.TENANT)));
    }

    private static Money money(long amount) {
        return new Money(BigDecimal.valueOf(amount), "USD");
    }

    private record Room(AtomicLong used) implements Reservation {

        @Override
        public void settle(Cost cost) {
            TenantBudgets.settle(used, cost.unscaledAmount());
        }

        @Override
        public void release() {
            TenantBudgets.settle(used, 0);
        }
    }
}
