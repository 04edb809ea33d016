package dev.signalbox.agent.weave;

import net.bytebuddy.description.type.TypeDescription.Generic;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;

/**
 * Assigns references by a cast without asking how their types are related: asking would read class files through the host's
 * loader while that is in the middle of loading one.
 */
enum LeanAssigner implements Assigner {
    INSTANCE;

    @Override
    public StackManipulation assign(Generic source, Generic target, Typing typing) {
        if (source.isPrimitive() || target.isPrimitive()) {
            return Assigner.DEFAULT.assign(source, target, typing);
        }
        if (target.represents(Object.class) || source.asErasure().equals(target.asErasure())) {
            return StackManipulation.Trivial.INSTANCE;
        }
        return typing.isDynamic() ? TypeCasting.to(target) : Assigner.DEFAULT.assign(source, target, typing);
    }
}
