package dev.signalbox.core.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code models}: which live instances answer under this name, or how one is made.
 *
 * @param name the model's name
 * @param match which discovered instances are nodes of this model; null where the model is made
 * @param many true for {@code nodes: many} (replicas), false for {@code nodes: one}, the default
 * @param max the most nodes this model may have, 1 or more
 * @param hold true where an instance is kept alive as long as its class loader
 * @param create the static factory that makes the model's node, or null
 * @param sameClientAs the model whose client is asked for {@code requestName}, or null
 * @param requestName the model name put into requests, set together with {@code sameClientAs}
 * @param balance how calls are spread over its nodes
 * @param probe the cheap call that tells whether a node is well
 * @param allocation what its calls may hold
 * @param capabilities what it can do, and how well: levels from 0 to 1
 */
public record ModelConfig(
        String name,
        @Nullable Match match,
        boolean many,
        int max,
        boolean hold,
        @Nullable StaticMethod create,
        @Nullable String sameClientAs,
        @Nullable String requestName,
        BalanceConfig balance,
        ProbeConfig probe,
        ModelAllocation allocation,
        Map<String, Double> capabilities) {
    /** A model of whose capabilities nothing is said. */
    public ModelConfig(
            String name,
            @Nullable Match match,
            boolean many,
            int max,
            boolean hold,
            @Nullable StaticMethod create,
            @Nullable String sameClientAs,
            @Nullable String requestName,
            BalanceConfig balance,
            ProbeConfig probe,
            ModelAllocation allocation) {
        this(name, match, many, max, hold, create, sameClientAs, requestName, balance, probe, allocation, Map.of());
    }

    /** A model whose calls are spread by default, without a probe and without limits. */
    public ModelConfig(
            String name,
            @Nullable Match match,
            boolean many,
            int max,
            boolean hold,
            @Nullable StaticMethod create,
            @Nullable String sameClientAs,
            @Nullable String requestName) {
        this(
                name,
                match,
                many,
                max,
                hold,
                create,
                sameClientAs,
                requestName,
                BalanceConfig.DEFAULT,
                ProbeConfig.NONE,
                ModelAllocation.NONE);
    }

    /** A model without limits. */
    public ModelConfig(
            String name,
            @Nullable Match match,
            boolean many,
            int max,
            boolean hold,
            @Nullable StaticMethod create,
            @Nullable String sameClientAs,
            @Nullable String requestName,
            BalanceConfig balance,
            ProbeConfig probe) {
        this(name, match, many, max, hold, create, sameClientAs, requestName, balance, probe, ModelAllocation.NONE);
    }
}
