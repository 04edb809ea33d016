package dev.signalbox.console.connect;

import dev.signalbox.core.control.Names;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Reads and asks for the agent's object names. */
public final class ObjectNames {
    private ObjectNames() {}

    static ObjectName pattern(String type) {
        try {
            return new ObjectName(Names.DOMAIN + ":type=" + type + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    /** A key's value without its quotes; empty where the name has no such key. */
    public static String value(ObjectName name, String key) {
        String value = name.getKeyProperty(key);
        if (value == null) {
            return "";
        }
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }
}
