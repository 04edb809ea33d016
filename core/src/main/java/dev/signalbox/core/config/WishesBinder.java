package dev.signalbox.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a route's wishes of what was read under {@code constraints}, {@code callers} and {@code mdc}. */
final class WishesBinder {
    private WishesBinder() {}

    static WishesConfig bind(Fields route) {
        Fields constraints = route.value(Schema.CONSTRAINTS);
        AllocationPriority own = AllocationPriority.NORMAL;
        if (constraints != null) {
            own = constraints.value(Schema.PRIORITY, own);
        }
        List<CallerRule> callers = new ArrayList<>();
        Map<String, Located<AllocationPriority>> rules = route.value(Schema.CALLERS, Map.of());
        for (Map.Entry<String, Located<AllocationPriority>> rule : rules.entrySet()) {
            callers.add(new CallerRule(rule.getKey(), rule.getValue().value()));
        }
        Fields mdc = route.value(Schema.MDC);
        String key = mdc == null ? "" : mdc.value(Schema.MDC_PRIORITY, "");
        return own == AllocationPriority.NORMAL && callers.isEmpty() && key.isEmpty()
                ? WishesConfig.NONE
                : new WishesConfig(own, List.copyOf(callers), key);
    }
}
