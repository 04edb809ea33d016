package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.Description;
import java.lang.reflect.Method;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * An MXBean that explains itself: names, texts and units come from the {@link Description}s of its interface, and what it
 * throws at a client is of the JDK, without causes of ours that the client could not read.
 */
class DescribedMBean extends StandardMBean {
    private final Class<?> described;

    /** A bean of an interface whose every method is described. */
    <T> DescribedMBean(T implementation, Class<T> mxbean) {
        super(implementation, mxbean, true);
        this.described = mxbean;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(described.getAnnotation(Description.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        Method getter = method((info.isIs() ? "is" : "get") + info.getName(), 0);
        return text(getter == null ? null : getter.getAnnotation(Description.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        Method operation = method(info.getName(), info.getSignature().length);
        return text(operation == null ? null : operation.getAnnotation(Description.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return text(parameter(operation, sequence), info.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        Description description = parameter(operation, sequence);
        return description == null || description.name().isEmpty() ? info.getName() : description.name();
    }

    /** Whatever is no attribute changes something: readers need no right to invoke. */
    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return MBeanOperationInfo.ACTION;
    }

    @Override
    public Object getAttribute(String attribute)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        try {
            return super.getAttribute(attribute);
        } catch (RuntimeException | LinkageError e) {
            throw readable(e);
        }
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        try {
            super.setAttribute(attribute);
        } catch (RuntimeException | LinkageError e) {
            throw readable(e);
        }
    }

    @Override
    public Object invoke(String operation, @Nullable Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        try {
            return super.invoke(operation, arguments, signature);
        } catch (RuntimeException | LinkageError e) {
            throw readable(e);
        }
    }

    private static RuntimeException readable(Throwable failure) {
        Throwable real = failure instanceof javax.management.JMRuntimeException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        RuntimeException readable = real instanceof IllegalArgumentException
                ? new IllegalArgumentException(real.getMessage())
                : new IllegalStateException("Signalbox failed: " + real);
        readable.setStackTrace(real.getStackTrace());
        return readable;
    }

    private static String text(@Nullable Description description, String otherwise) {
        if (description == null) {
            return otherwise;
        }
        return description.unit().isEmpty()
                ? description.value()
                : description.value() + " [" + description.unit() + "]";
    }

    private @Nullable Description parameter(MBeanOperationInfo operation, int sequence) {
        Method method = method(operation.getName(), operation.getSignature().length);
        return method == null ? null : method.getParameters()[sequence].getAnnotation(Description.class);
    }

    /** The method of a name and number of parameters; the interfaces overload by number only. */
    private @Nullable Method method(String name, int parameters) {
        for (Method method : described.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == parameters) {
                return method;
            }
        }
        return null;
    }
}
