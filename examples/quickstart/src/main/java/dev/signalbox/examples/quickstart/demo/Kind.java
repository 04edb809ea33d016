package dev.signalbox.examples.quickstart.demo;

import java.util.List;

/** The two things the application serves, and the route and chains that signalbox.yaml gives each. */
enum Kind {
    SCORE("score", List.of("mlp", "logistic")),
    CHAT("chat", List.of("large", "small", "mini"));

    private final String route;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> chains;

    Kind(String route, List<String> chains) {
        this.route = route;
        this.chains = chains;
    }

    String route() {
        return route;
    }

    /** The chains, primary first. */
    List<String> chains() {
        return chains;
    }

    String primary() {
        return chains.get(0);
    }
}
