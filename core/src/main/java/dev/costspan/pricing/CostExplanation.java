package dev.costspan.pricing;

import java.math.BigDecimal;

/** A cost's arithmetic as text, for people. */
final class CostExplanation {

    private CostExplanation() {}

    static String of(Cost cost) {
        StringBuilder text = new StringBuilder();
        BigDecimal amount = cost.amount();
        if (amount == null) {
            return withoutAmount(cost);
        }
        if (cost.parts().isEmpty()) {
            lines(text, cost);
        } else {
            attempts(text, cost);
        }
        sum(text, cost, amount);
        PriceCard card = cost.card();
        if (card != null && cost.parts().isEmpty()) {
            card(text, card);
        }
        return text.toString();
    }

    private static void lines(StringBuilder text, Cost cost) {
        for (LineItem item : cost.items()) {
            line(text, item, String.valueOf(cost.currency()));
        }
    }

    private static void attempts(StringBuilder text, Cost cost) {
        for (int i = 0; i < cost.parts().size(); i++) {
            Cost part = cost.parts().get(i);
            text.append("attempt ").append(i + 1).append(":\n").append(of(part));
            if (part.hasAmount() && !CostSum.counts(part, cost)) {
                text.append("not in the sum, which is in ")
                        .append(cost.currency())
                        .append('\n');
            }
        }
    }

    private static void sum(StringBuilder text, Cost cost, BigDecimal amount) {
        text.append(text.isEmpty() ? "stated: " : "sum: ")
                .append(plain(amount))
                .append(' ')
                .append(cost.currency());
        text.append(" (").append(cost.status().id());
        if (cost.source() != null) {
            text.append(", source ").append(cost.source().id());
        }
        text.append(")\n");
        BigDecimal list = cost.listAmount();
        if (list != null && list.compareTo(amount) != 0) {
            text.append("at list price: ")
                    .append(plain(list))
                    .append(' ')
                    .append(cost.currency())
                    .append('\n');
        }
    }

    private static void card(StringBuilder text, PriceCard card) {
        text.append("card: ").append(card.id());
        if (card.asOf() != null) {
            text.append(", as of ").append(card.asOf());
        }
        text.append('\n');
        if (!card.unreadKeys().isEmpty()) {
            text.append("not billed, because not understood: ")
                    .append(String.join(", ", card.unreadKeys()))
                    .append('\n');
        }
    }

    private static String withoutAmount(Cost cost) {
        UnpricedReason reason = cost.unpricedReason();
        String problem = cost.usage().problem();
        return "no amount: " + cost.status().id() + (reason == null ? "" : ", " + reason.id())
                + (problem == null ? "" : ", " + problem) + '\n';
    }

    private static void line(StringBuilder text, LineItem item, String currency) {
        text.append(item.meter().id())
                .append(": ")
                .append(plain(item.quantity()))
                .append(" x ");
        text.append(plain(item.rate().price())).append(' ').append(currency);
        if (item.rate().per().compareTo(BigDecimal.ONE) != 0) {
            text.append(" / ").append(plain(item.rate().per()));
        }
        if (item.multiplier().compareTo(BigDecimal.ONE) != 0) {
            text.append(" x ").append(plain(item.multiplier()));
        }
        text.append(" = ").append(plain(item.amount())).append(' ').append(currency);
        if (item.ratedAs() != item.meter()) {
            text.append(" (at the rate of ").append(item.ratedAs().id()).append(')');
        }
        text.append('\n');
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
