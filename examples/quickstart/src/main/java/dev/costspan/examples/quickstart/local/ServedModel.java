package dev.costspan.examples.quickstart.local;

/**
 * The model that answers a request.
 *
 * @param name the name in the answer; providers answer an alias with its dated snapshot
 * @param caches whether prompts are cached
 * @param reasons whether it thinks, and bills that, before it answers
 */
record ServedModel(String name, boolean caches, boolean reasons) {

    /** The model behind a requested name; a name that is not known is served under itself. */
    static ServedModel named(String requested) {
        return switch (requested) {
            case "gpt-4o-mini" -> new ServedModel("gpt-4o-mini-2024-07-18", true, false);
            case "gpt-5-mini" -> new ServedModel("gpt-5-mini-2025-08-07", true, true);
            case "claude-sonnet-4-5" -> new ServedModel("claude-sonnet-4-5-20250929", true, false);
            default -> new ServedModel(requested, false, false);
        };
    }
}
