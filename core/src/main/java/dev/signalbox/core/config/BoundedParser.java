package dev.signalbox.core.config;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** A YAML parser that refuses texts made to exhaust the composer: deep nesting overflows its stack, aliases multiply. */
final class BoundedParser implements Parser {
    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 64;

    private final Parser parser;
    private int depth;
    private int aliases;

    BoundedParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        Event.ID id = event.getEventId();
        if (id == Event.ID.MappingStart || id == Event.ID.SequenceStart) {
            if (++depth > DEEPEST) {
                throw new ParserException("nested deeper than " + DEEPEST + " levels", event.getStartMark());
            }
        } else if (id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd) {
            depth--;
        } else if (id == Event.ID.Alias && ++aliases > MOST_ALIASES) {
            throw new ParserException("more than " + MOST_ALIASES + " aliases", event.getStartMark());
        }
        return event;
    }
}
