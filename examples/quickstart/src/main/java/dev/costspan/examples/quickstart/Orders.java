package dev.costspan.examples.quickstart;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.Map;

/** The order book of the shop, as a tool the models may call. */
final class Orders {
    private static final Map<String, String> STATES = Map.of(
            "NR-20417", "was shipped on 3 March with PostNord and is expected on 6 March",
            "NR-20533", "is packed, leaves the warehouse today and is expected on 9 March",
            "NR-20618", "is received, but not shipped yet; the boots are back in stock on 11 March");

    @Tool("Looks up the state of one order")
    String orderStatus(@P(name = "orderNumber", value = "The order number, such as NR-20001") String orderNumber) {
        String state = STATES.get(orderNumber);
        return state == null
                ? "There is no order " + orderNumber + ". Please check the number in the confirmation mail."
                : "Order " + orderNumber + " " + state + ".";
    }
}
