package dev.costspan;

import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;

/** An amount that wins over every price, and who says so. */
record Stated(Money amount, CostSource by) {}
