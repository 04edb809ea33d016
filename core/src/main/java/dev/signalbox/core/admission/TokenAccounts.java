package dev.signalbox.core.admission;

import java.util.Arrays;

/**
 * The buckets of a {@link TokenBudget}, one for each bandwidth, and the terms that they give tokens on. Terms are
 * set under the budget's lock; everything else is one compare-and-set for each limited bandwidth.
 */
final class TokenAccounts {

    /** The most that a bucket can have spent beyond what it was given: far from where its count wraps around. */
    private static final long DEEPEST = 100_000 * TokenBudget.MOST;

    private static final int THOUSAND = 1000;

    private final Spent[] spent = new Spent[Bandwidth.values().length];
    private volatile TokenTerms terms = TokenTerms.NONE;

    /** Buckets without limits. */
    TokenAccounts() {
        Arrays.setAll(spent, i -> new Spent());
    }

    /** The terms in force. */
    TokenTerms terms() {
        return terms;
    }

    /** Tokens spent in a bandwidth so far. Only differences tell something. */
    long total(int bandwidth) {
        return spent[bandwidth].total();
    }

    /** Once this has returned, nothing is taken on other terms. */
    void publish(TokenTerms newTerms, long now) {
        terms = newTerms;
        stamp();
        for (int i = 0; i < newTerms.size(); i++) {
            Refill refill = newTerms.refill(i);
            if (refill != null) {
                // A bucket that has long been full falls no further behind what is given, or its count might wrap
                // around.
                spent[i].bringForward(refill.at(now));
            }
        }
    }

    /**
     * What a bandwidth holds; below 0 where it is in debt.
     *
     * @return {@link TokenBudget#UNLIMITED} where it has no limit
     */
    long available(int bandwidth, long now) {
        long word = spent[bandwidth].word();
        Refill refill = terms.refill(bandwidth);
        return refill == null
                ? TokenBudget.UNLIMITED
                : refill.limit() - Math.max(0, Spent.beyond(word, refill.at(now)));
    }

    /** Takes tokens from all bandwidths, or from none. */
    boolean tryTake(TokenTerms t, long tokens, int ceilingPermille, long now) {
        for (int i = 0; i < t.size(); i++) {
            if (!tryTake(t, i, tokens, ceilingPermille, now)) {
                for (int k = 0; k < i; k++) {
                    if (t.refill(k) != null) {
                        spent[k].refund(tokens);
                    }
                }
                return false;
            }
        }
        return true;
    }

    private boolean tryTake(TokenTerms t, int bandwidth, long tokens, int ceilingPermille, long now) {
        Refill refill = t.refill(bandwidth);
        if (refill == null) {
            return true;
        }
        long given = refill.at(now);
        while (true) {
            long word = spent[bandwidth].word();
            // The terms must be read after the word: whoever changes them stamps the words afterwards.
            if (t != terms) {
                return false;
            }
            long beyond = Math.max(0, Spent.beyond(word, given));
            if (!mayTake(refill.limit(), refill.limit() - beyond, tokens, ceilingPermille)) {
                return false;
            }
            if (spent[bandwidth].replace(word, given, beyond + tokens)) {
                return true;
            }
        }
    }

    private static boolean mayTake(long limit, long available, long tokens, int ceilingPermille) {
        return tokens <= available && (available > limit / 2 || available - tokens >= kept(limit, ceilingPermille));
    }

    /** What is kept for more important calls. */
    static long kept(long limit, int ceilingPermille) {
        return limit - limit * ceilingPermille / THOUSAND;
    }

    /** Gives tokens back to all bandwidths. */
    void refund(long tokens) {
        TokenTerms t = terms;
        for (int i = 0; i < t.size(); i++) {
            if (t.refill(i) != null) {
                spent[i].refund(tokens);
            }
        }
    }

    /** Has what is being taken on other terms fail. */
    private void stamp() {
        for (Spent s : spent) {
            s.stamp();
        }
    }

    /** Spends tokens of all bandwidths, whether they are there or not. */
    void charge(long tokens, long now) {
        for (int i = 0; i < spent.length; i++) {
            charge(i, tokens, now);
        }
    }

    private void charge(int bandwidth, long tokens, long now) {
        while (true) {
            long word = spent[bandwidth].word();
            Refill refill = terms.refill(bandwidth);
            if (refill == null) {
                return;
            }
            long given = refill.at(now);
            long beyond = Math.max(0, Spent.beyond(word, given)) + tokens;
            if (spent[bandwidth].replace(word, given, Math.min(beyond, DEEPEST))) {
                return;
            }
        }
    }
}
