package dev.signalbox.agent.weave;

import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.implementation.bytecode.constant.JavaConstantValue;
import org.jspecify.annotations.Nullable;

/** Replaces an advice's {@link Gate} parameters by the constants of the method that the advice is copied into. */
final class GateMapping implements Advice.OffsetMapping.Factory<Gate> {
    private final Map<String, GatePoint> points;
    private final @Nullable GatePoint constructors;

    GateMapping(Map<String, GatePoint> points) {
        this.points = points;
        this.constructors = null;
    }

    GateMapping(GatePoint constructors) {
        this.points = Map.of();
        this.constructors = constructors;
    }

    @Override
    public Class<Gate> getAnnotationType() {
        return Gate.class;
    }

    @Override
    public Advice.OffsetMapping make(
            ParameterDescription.InDefinedShape target,
            AnnotationDescription.Loadable<Gate> annotation,
            AdviceType adviceType) {
        String kind = annotation.getValue("value").resolve(String.class);
        return (type, method, assigner, arguments, sort) -> {
            GatePoint point = pointOf(method);
            return new Advice.OffsetMapping.Target.ForStackManipulation(
                    new JavaConstantValue(GateConstants.gate(type, point.kind(kind), point)));
        };
    }

    private GatePoint pointOf(MethodDescription method) {
        GatePoint point = constructors != null ? constructors : points.get(Weaver.key(method));
        if (point == null) {
            throw new IllegalStateException("no gate for " + method);
        }
        return point;
    }
}
