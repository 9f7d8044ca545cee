package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * An encoding by which OpenAI's models read text, with the names of those models.
 *
 * <p>A name that ends with {@code *} stands for every name that starts so; the newer encoding is asked first. The names are those
 * of {@code tiktoken/model.py} of openai/tiktoken 0.14.0, with two additions: fine-tuned models of gpt-4.1 have the encoding of
 * gpt-4.1, and gpt-oss has o200k_harmony, which differs from o200k_base in special tokens alone.
 */
enum TokenEncoding {
    /** GPT-4o and all models of OpenAI since. */
    O200K_BASE,
    /** GPT-4, GPT-3.5 and the embedding models. */
    CL100K_BASE;

    private static final String[] O200K_MODELS = {
        "o1",
        "o1-*",
        "o3",
        "o3-*",
        "o4-mini",
        "o4-mini-*",
        "gpt-5*",
        "gpt-4.5-*",
        "gpt-4.1",
        "gpt-4.1-*",
        "chatgpt-4o-*",
        "gpt-4o",
        "gpt-4o-*",
        "gpt-oss-*",
        "ft:gpt-4o*",
        "ft:gpt-4.1*"
    };

    private static final String[] CL100K_MODELS = {
        "gpt-4",
        "gpt-4-*",
        "gpt-3.5",
        "gpt-3.5-turbo",
        "gpt-3.5-turbo-*",
        "gpt-35-turbo",
        "gpt-35-turbo-*",
        "text-embedding-ada-002",
        "text-embedding-3-small",
        "text-embedding-3-large",
        "davinci-002",
        "babbage-002",
        "ft:gpt-4*",
        "ft:gpt-3.5-turbo*",
        "ft:davinci-002*",
        "ft:babbage-002*"
    };

    /** Returns the encoding of a model, or null when the table does not name it. */
    static @Nullable TokenEncoding of(@Nullable String model) {
        if (model == null) {
            return null;
        }
        return isAmong(O200K_MODELS, model) ? O200K_BASE : isAmong(CL100K_MODELS, model) ? CL100K_BASE : null;
    }

    private static boolean isAmong(String[] names, String model) {
        for (String name : names) {
            int start = name.length() - 1;
            boolean matches = name.charAt(start) == '*' ? model.regionMatches(0, name, 0, start) : model.equals(name);
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
