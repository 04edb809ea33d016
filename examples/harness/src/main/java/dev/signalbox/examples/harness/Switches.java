package dev.signalbox.examples.harness;

import dev.signalbox.core.control.RouteMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operator sends each route to its alternative and takes it back; the very next calls are to obey. */
record Switches(Promises promises, Operator operator, Lane lane, Caller caller) {
    void check(List<Shape> shapes) throws InterruptedException {
        Map<String, Shape> oneForEachRoute = new LinkedHashMap<>();
        shapes.forEach(shape -> oneForEachRoute.putIfAbsent(shape.route(), shape));
        for (Shape shape : oneForEachRoute.values()) {
            String route = shape.route();
            if (!operator.isActive(route)) {
                promises.check("an operator can switch " + route, false, "it is not active");
                continue;
            }
            RouteMXBean bean = operator.route(route);
            String chain = bean.getChains().get(1);
            try {
                bean.failOver(chain, "1m", "maintenance");
            } catch (IllegalArgumentException e) {
                promises.check("an operator can switch " + route, false, String.valueOf(e.getMessage()));
                continue;
            }
            Seen forced = lane.call(caller, shape);
            bean.failBack();
            Seen back = lane.call(caller, shape);
            promises.check(
                    "operator: the very next calls obeyed failOver(" + chain + ") and failBack() of " + route,
                    only(forced, shape.alternative()) && only(back, shape.primary()),
                    forced.asked() + "; " + back.asked());
        }
    }

    private static boolean only(Seen seen, Target target) {
        return !seen.reply().isFailure()
                && !seen.requests().isEmpty()
                && seen.to(target).size() == seen.requests().size();
    }
}
