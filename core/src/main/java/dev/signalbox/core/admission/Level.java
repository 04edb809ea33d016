package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * What calls may take of a node, a model, a route, a GPU or the JVM: a {@link Pool} for each resource, and a {@link TokenBudget}.
 * Nothing is limited at first, and what is not limited is not counted: a call holds only what was limited when it came, which is
 * what {@link #tryAcquire} returns and {@link #release} wants back.
 */
public final class Level {
    private static final int POOLS = Resource.TOKENS.ordinal();
    private static final int RANKS = AllocationPriority.values().length;

    private static final String MODEL = "model";

    private final String name;
    private final boolean ofModel;
    private final Pool[] pools = new Pool[POOLS];
    private final TokenBudget tokens = new TokenBudget();
    private final LongAdder[] refusals = new LongAdder[Resource.COUNT * RANKS];
    /** The bits of the resources that are limited. */
    private volatile int limited;

    /**
     * A level without limits.
     *
     * @param kind "model", for example
     * @param name which one; may be empty
     */
    public Level(String kind, String name) {
        this.ofModel = kind.equals(MODEL);
        this.name = name.isEmpty() ? kind : kind + " " + name;
        Arrays.setAll(pools, i -> new Pool(Pool.UNLIMITED));
        Arrays.setAll(refusals, i -> new LongAdder());
    }

    /** What it is, in words, as in "model large". */
    public String name() {
        return name;
    }

    /**
     * Takes what a call needs, or nothing.
     *
     * @param stripe the index of the call's slot
     * @param reserved tokens that it is expected to take, 0 or more
     * @param ceilingPermille the share of each limit that calls of its priority may fill, 1-1000
     * @return 0 or more: what is held, to be given back; below 0: the complement of the ordinal of the {@link Resource} that was short
     */
    public int tryAcquire(int stripe, Demand demand, long reserved, int ceilingPermille, long nowNanos) {
        int limits = limited;
        if (limits == 0) {
            return 0;
        }
        int wanted = limits & demand.mask();
        for (int rest = wanted; rest != 0; rest &= rest - 1) {
            int resource = Integer.numberOfTrailingZeros(rest);
            if (!pools[resource].tryAcquire(stripe, demand.amount(resource), ceilingPermille)) {
                giveBack(stripe, wanted & ((1 << resource) - 1), demand);
                return ~resource;
            }
        }
        if ((limits & Resource.TOKENS.bit()) == 0) {
            return wanted;
        }
        if (!tokens.tryReserve(stripe, reserved, ceilingPermille, nowNanos)) {
            giveBack(stripe, wanted, demand);
            return ~Resource.TOKENS.ordinal();
        }
        return wanted | Resource.TOKENS.bit();
    }

    /**
     * Gives back what a call held.
     *
     * @param held what {@link #tryAcquire} returned
     * @param reserved what it was given then
     * @param actual tokens that the call took; below 0 where nobody knows, and then it is what was reserved; 0 where it never
     *     entered a model
     */
    public void release(int stripe, int held, Demand demand, long reserved, long actual, long nowNanos) {
        if ((held & Resource.TOKENS.bit()) != 0) {
            tokens.settle(stripe, reserved, actual, nowNanos);
        }
        giveBack(stripe, held & ~Resource.TOKENS.bit(), demand);
    }

    private void giveBack(int stripe, int held, Demand demand) {
        for (int rest = held; rest != 0; rest &= rest - 1) {
            int resource = Integer.numberOfTrailingZeros(rest);
            pools[resource].release(stripe, demand.amount(resource));
        }
    }

    /** Whether anything is limited. */
    public boolean isLimited() {
        return limited != 0;
    }

    /**
     * How much calls may hold; {@link Pool#UNLIMITED} where there is no limit.
     *
     * @param resource any but tokens
     */
    public long limit(Resource resource) {
        return pools[resource.ordinal()].limit();
    }

    /**
     * Whether there is room for a call but for what is held back for more important ones.
     *
     * @param resource any but tokens
     */
    public boolean hasRoomBeyondCeilings(Resource resource, Demand demand) {
        Pool pool = pools[resource.ordinal()];
        return pool.held() + demand.amount(resource.ordinal()) <= pool.limit();
    }

    /** How much calls hold of a resource other than tokens. Calls that came while it was not limited are not counted. */
    public long held(Resource resource) {
        return pools[resource.ordinal()].held();
    }

    /**
     * Sets how much calls may hold, from the next call on.
     *
     * @param resource any but tokens
     * @param limit in units, 0 or more; {@link Pool#UNLIMITED} for no limit
     */
    public synchronized void setLimit(Resource resource, long limit) {
        Pool pool = pools[resource.ordinal()];
        pool.setLimit(limit);
        setLimited(resource, pool.limit() != Pool.UNLIMITED);
    }

    /**
     * A provider said that it has too much to do: a model's budget of tokens gives less for a while; those of others, which are no
     * provider's, stay as they are.
     *
     * @param retryAfterNanos how long it asked to be left alone; negative where it did not
     */
    public void overloaded(long retryAfterNanos, long nowNanos) {
        if (ofModel) {
            tokens.overloaded(retryAfterNanos, nowNanos);
        }
    }

    /** The tokens; limits are set by {@link #setTokenLimit}. */
    public TokenBudget tokens() {
        return tokens;
    }

    /**
     * Sets how many tokens calls may take in a period, from the next call on.
     *
     * @param tokensPerPeriod 0 or more; {@link TokenBudget#UNLIMITED} for no limit
     */
    public synchronized void setTokenLimit(Bandwidth bandwidth, long tokensPerPeriod, long nowNanos) {
        tokens.setLimit(bandwidth, tokensPerPeriod, nowNanos);
        setLimited(Resource.TOKENS, tokens.isLimited());
    }

    private void setLimited(Resource resource, boolean on) {
        limited = on ? limited | resource.bit() : limited & ~resource.bit();
    }

    /**
     * Whether a call may ever have what it takes of a resource. A limit of 0 tells that calls are stopped, which may end.
     *
     * @param reserved the tokens that it is expected to take
     */
    public boolean mayEverGive(Resource resource, Demand demand, long reserved) {
        boolean ofTokens = resource == Resource.TOKENS;
        long most = ofTokens ? tokens.capacity() : limit(resource);
        return most == 0 || (ofTokens ? reserved : demand.amount(resource.ordinal())) <= most;
    }

    /** Counts a call that was refused for good. */
    public void countRefusal(Resource resource, int rank) {
        refusals[resource.ordinal() * RANKS + rank].increment();
    }

    /** How many calls of a priority were refused for good for want of a resource. */
    public long refusals(Resource resource, AllocationPriority priority) {
        return refusals[resource.ordinal() * RANKS + priority.ordinal()].sum();
    }

    /**
     * Why a call cannot have what it needs, as it is now.
     *
     * @param reserved the tokens that it is expected to take
     */
    public Shortage shortage(
            Resource resource,
            Demand demand,
            long reserved,
            AllocationPriority priority,
            int ceilingPermille,
            long nowNanos) {
        if (resource == Resource.TOKENS) {
            return tokenShortage(reserved, priority, ceilingPermille, nowNanos);
        }
        Pool pool = pools[resource.ordinal()];
        long wanted = demand.amount(resource.ordinal());
        return new Shortage(
                name, resource, priority, wanted, pool.held(), pool.allowed(ceilingPermille), pool.limit(), -1);
    }

    /** Of the bandwidth that has the least left. */
    private Shortage tokenShortage(long wanted, AllocationPriority priority, int ceilingPermille, long nowNanos) {
        long limit = tokens.capacity();
        long left = limit;
        for (Bandwidth bandwidth : Bandwidth.values()) {
            long available = tokens.available(bandwidth, nowNanos);
            if (available < left) {
                left = available;
                limit = tokens.effectiveLimit(bandwidth);
            }
        }
        long wait = tokens.waitNanos(wanted, ceilingPermille, nowNanos);
        return new Shortage(
                name,
                Resource.TOKENS,
                priority,
                wanted,
                limit - left,
                limit,
                limit,
                wait == Long.MAX_VALUE ? -1 : wait);
    }
}
