package dev.signalbox.core.model;

import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One live object that a call site belongs to, known by identity and held weakly.
 *
 * <p>Its adapter is held weakly too: adapters see the library's class loader, which must be free to go. The woven classes
 * themselves anchor it.
 */
public final class Instance extends WeakReference<Object> {
    /** Outcomes told apart by meters: success, then the failure classes. */
    public static final int OUTCOMES = 1 + FailureClass.values().length;

    private final int hash;
    private final long sequence;
    private final String className;
    private final String siteId;
    private final String library;
    private final boolean tellsTokens;
    private final WeakReference<SiteAdapter> adapter;
    /** The call sites beyond the one that found it. */
    private volatile Site[] others = {};

    private volatile boolean shared;

    private final Meter meter = new Meter(OUTCOMES, true);
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile @Nullable Told told;
    private volatile @Nullable Binding binding;
    private volatile List<Bean> beans = List.of();
    private volatile List<Instance> decorated = List.of();
    private volatile String constructedAt = "";
    private volatile List<String> advice = List.of();

    /**
     * What it said when it was asked for its own name.
     *
     * @param name the name, empty where it has none
     * @param trouble why it could not say, or empty
     */
    public record Told(String name, String trouble) {}

    Instance(Object referent, SiteAdapter adapter, long sequence, ReferenceQueue<Object> queue) {
        super(referent, queue);
        this.hash = System.identityHashCode(referent);
        this.sequence = sequence;
        this.className = referent.getClass().getName();
        this.siteId = adapter.id();
        this.library = adapter.library();
        this.tellsTokens = adapter.tellsTokens();
        this.adapter = new WeakReference<>(adapter);
    }

    int hash() {
        return hash;
    }

    /** Grows with each instance seen. */
    public long sequence() {
        return sequence;
    }

    /** The name of its class. */
    public String className() {
        return className;
    }

    /** The id of the call site that found it. */
    public String siteId() {
        return siteId;
    }

    /** The library it belongs to. */
    public String library() {
        return library;
    }

    /** Where the application made it: {@code com.acme.App.main(App.java:42)}; empty where it was found by its first call. */
    public String constructedAt() {
        return constructedAt;
    }

    /** Keeps where the application made it. */
    void constructedAt(String place) {
        this.constructedAt = place;
    }

    /** Whether its results tell tokens. */
    public boolean tellsTokens() {
        return tellsTokens;
    }

    /** Its call site's adapter, or null where that is gone with its class loader. */
    public @Nullable SiteAdapter adapter() {
        return adapter.get();
    }

    /** Whether an adapter is the one that found it. */
    public boolean isCalledBy(SiteAdapter site) {
        return adapter.refersTo(site);
    }

    /** Whether it belongs to a call site. */
    public boolean isAt(String site) {
        if (siteId.equals(site)) {
            return true;
        }
        for (Site each : others) {
            if (each.id.equals(site)) {
                return true;
            }
        }
        return false;
    }

    /** The ids of all its call sites, the one that found it first. */
    public List<String> siteIds() {
        List<String> all = new ArrayList<>();
        all.add(siteId);
        for (Site each : others) {
            all.add(each.id);
        }
        return all;
    }

    /** Whether it belongs to more than one call site. */
    public boolean isShared() {
        return shared;
    }

    /** The adapter of one of its call sites, or null where it has none or that is gone with its class loader. */
    public @Nullable SiteAdapter adapterAt(String site) {
        for (Site each : others) {
            if (each.id.equals(site)) {
                return each.adapter.get();
            }
        }
        return siteId.equals(site) ? adapter.get() : null;
    }

    /** The adapters of all its call sites that are still there, the one that found it first. */
    public List<SiteAdapter> adapters() {
        List<SiteAdapter> all = new ArrayList<>();
        SiteAdapter first = adapter.get();
        if (first != null) {
            all.add(first);
        }
        for (Site each : others) {
            SiteAdapter other = each.adapter.get();
            if (other != null) {
                all.add(other);
            }
        }
        return all;
    }

    /**
     * Whether it belongs to another application than an object that is called through an adapter: each class loader's own type of
     * a call site has an adapter, and objects of different types cannot answer each other's calls.
     */
    public boolean isForeignTo(SiteAdapter site, Object called) {
        SiteAdapter own = adapterAt(site.id());
        Object self = get();
        return own != null && self != null && (own != site || !site.isOneApplication(called, self));
    }

    /** Adds a call site that it belongs to as well; {@link Instances} sees to it that one thread does so at a time. */
    void add(SiteAdapter site) {
        Site[] longer = Arrays.copyOf(others, others.length + 1);
        longer[others.length] = new Site(site.id(), new WeakReference<>(site));
        others = longer;
        shared = true;
    }

    private record Site(String id, WeakReference<SiteAdapter> adapter) {}

    /** Calls made on it while it was no node of a model. */
    public Meter meter() {
        return meter;
    }

    /** Takes it upon oneself to ask it for its name; true for one asker only. */
    public boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Whether somebody asks it for its name, or did. */
    public boolean isClaimed() {
        return claimed.get();
    }

    /** What it said when it was asked; null until it answered. */
    public @Nullable Told told() {
        return told;
    }

    /** Keeps what it said. */
    public void told(Told answer) {
        this.told = answer;
    }

    /** Forgets what it said, so that it is asked again. */
    public void forgetTold() {
        this.told = null;
        claimed.set(false);
    }

    /** What a person should know of it where calls on it are routed; empty until its call sites have been asked. */
    public List<String> advice() {
        return advice;
    }

    /** Keeps what a person should know of it. */
    public void advice(List<String> texts) {
        this.advice = List.copyOf(texts);
    }

    /** What it is in the topology in force; null until it has been looked at. */
    public @Nullable Binding binding() {
        return binding;
    }

    /** Says what it is from now on. */
    public void bind(@Nullable Binding next) {
        this.binding = next;
    }

    /** The beans it is, the first it became first. */
    public List<Bean> beans() {
        return beans;
    }

    /** The name of the bean it is, or of the first of several; empty where it is none. */
    public String beanName() {
        List<Bean> all = beans;
        return all.isEmpty() ? "" : all.get(0).name();
    }

    /** Whether it is a bean of this name or alias. */
    public boolean isBean(String name) {
        for (Bean each : beans) {
            if (each.isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    /** Says which bean it is, or what else that is called by now; true where that is new. One errand at a time calls it. */
    public boolean is(Bean bean) {
        List<Bean> all = new ArrayList<>(beans);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isSame(bean)) {
                boolean renamed = !all.get(i).aliases().equals(bean.aliases());
                all.set(i, bean);
                beans = List.copyOf(all);
                return renamed;
            }
        }
        all.add(bean);
        beans = List.copyOf(all);
        return true;
    }

    /** Whether a call site belongs to both. */
    public boolean sharesSiteWith(Instance other) {
        if (isAt(other.siteId)) {
            return true;
        }
        for (Site each : other.others) {
            if (isAt(each.id)) {
                return true;
            }
        }
        return false;
    }

    /** The instances it holds in its fields, as a decorator does; empty until it has been looked into. */
    public List<Instance> decorated() {
        return decorated;
    }

    /** Says which instances it holds in its fields. */
    public void decorates(List<Instance> inner) {
        decorated = List.copyOf(inner);
    }
}
