package dev.costspan.langchain4j;

import dev.costspan.usage.Prompt;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.observability.api.event.AiServiceRequestIssuedEvent;
import dev.langchain4j.observability.api.listener.AiServiceRequestIssuedListener;

/**
 * Names the prompts of AI services after their methods. LangChain4j tells of a request right before it sends it on the same
 * thread, each round of a tool loop and each new attempt of a guardrail included.
 */
final class PromptListener implements AiServiceRequestIssuedListener {

    @Override
    public void onEvent(AiServiceRequestIssuedEvent event) {
        InvocationContext invocation = event.invocationContext();
        String name = simpleName(invocation.interfaceName()) + "." + invocation.methodName();
        IssuedPrompts.issued(event.request(), name.length() > Prompt.MAX_LENGTH ? null : Prompt.of(name));
    }

    private static String simpleName(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
