package dev.signalbox.agent.library.onnx;

import static dev.signalbox.agent.library.onnx.OnnxModels.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.signalbox.core.site.FailureClass;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sessions of ONNX Runtime, called the way the engine calls them. */
class OnnxRunTest {
    private static final float[][] ROWS = {{1, 2, 3}, {4, 5, 6}};

    private final OnnxRun site = new OnnxRun();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void theSameTensorsServeTwoSessions() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));
        OrtSession target = opened(OnnxModels.times("small", 3));
        @Nullable Object[] args = args(primary, Map.of("x", tensor(ROWS)));

        assertThat(rows(invoke(primary, args), "y")).isDeepEqualTo(new float[][] {{2, 4, 6}, {8, 10, 12}});
        assertThat(site.retarget(0, args, primary, target, null)).isNull();
        assertThat(rows(invoke(target, args), "y")).isDeepEqualTo(new float[][] {{3, 6, 9}, {12, 15, 18}});
        assertThat(rows(invoke(primary, args), "y")).isDeepEqualTo(new float[][] {{2, 4, 6}, {8, 10, 12}});
    }

    @Test
    void resultsKeepThePlacesTheCallerExpectsWhereTheTargetOrdersThemOtherwise() throws Exception {
        OrtSession primary = opened(OnnxModels.twoOutputs("large", 2, "y", "z"));
        OrtSession target = opened(OnnxModels.twoOutputs("small", 3, "z", "y"));
        @Nullable Object[] args = args(primary, Map.of("x", tensor(ROWS)));
        assertThat(target.getOutputNames()).containsExactly("z", "y");

        assertThat(site.incompatible(primary, target)).isNull();
        assertThat(site.retarget(0, args, primary, target, null)).isNull();
        OrtSession.Result result = invoke(target, args);

        assertThat((float[][]) result.get(0).getValue()).isDeepEqualTo(new float[][] {{3, 6, 9}, {12, 15, 18}});
        assertThat((float[][]) result.get(1).getValue()).isDeepEqualTo(ROWS);
    }

    @Test
    void whatTheCallerAskedForAndPinnedReachesTheTarget() throws Exception {
        OrtSession primary = opened(OnnxModels.twoOutputs("large", 2, "y", "z"));
        OrtSession target = opened(OnnxModels.twoOutputs("small", 3, "y", "z"));
        OnnxTensor pinned = tensor(new float[2][3]);
        @Nullable Object[] args = {Map.of("x", tensor(ROWS)), Set.of(), Map.of("y", pinned), null, null, null};

        assertThat(site.retarget(0, args, primary, target, null)).isNull();
        OrtSession.Result result = invoke(target, args);

        assertThat(result.size()).isEqualTo(1);
        assertThat((float[][]) pinned.getValue()).isDeepEqualTo(new float[][] {{3, 6, 9}, {12, 15, 18}});
    }

    @Test
    void aDiscardedResultIsClosed() throws Throwable {
        OrtSession session = opened(OnnxModels.times("large", 2));
        OrtSession.Result result = (OrtSession.Result) Objects.requireNonNull(
                site.invoke(0, session, args(session, Map.of("x", tensor(ROWS)))));
        OnnxValue value = result.get(0);

        site.discard(result);

        assertThat(value.isClosed()).isTrue();
        assertThatThrownBy(() -> result.get(0)).isInstanceOf(IllegalStateException.class);
        site.discard(null);
    }

    @Test
    void aShapeThatDoesNotFitIsAFailureOfTheModel() throws Exception {
        OrtSession session = opened(OnnxModels.reshape("reshape"));
        Throwable failure = failure(session, Map.of("x", tensor(ROWS), "shape", longs(4, 4)));

        assertThat(code(failure)).isEqualTo(OrtException.OrtErrorCode.ORT_FAIL);
        FailureClass found = site.classify(failure);
        assertThat(found.failsOver()).isTrue();
        assertThat(found.countsAgainstHealth()).isTrue();
        assertThat(found.retriable()).as("the same tensors fail again").isFalse();
        assertThat(site.classify(new RuntimeException(new IllegalStateException(failure))))
                .isEqualTo(found);
    }

    @Test
    void anIndexOutOfRangeIsTheCallers() throws Exception {
        OrtSession session = opened(OnnxModels.gather("gather"));
        Throwable failure = failure(session, Map.of("x", tensor(ROWS), "rows", longs(7)));

        assertThat(code(failure)).isEqualTo(OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT);
        assertThat(site.classify(failure)).isEqualTo(FailureClass.CALLER);
    }

    @Test
    void anUnknownInputIsTheCallers() throws Exception {
        OrtSession session = opened(OnnxModels.times("large", 2));

        assertThat(site.classify(failure(session, Map.of("nonsense", tensor(ROWS)))))
                .isEqualTo(FailureClass.CALLER);
    }

    @Test
    void aRunTheCallerTerminatedIsCancelledEverywhere() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));
        OrtSession target = opened(OnnxModels.times("small", 2));
        OrtSession.RunOptions options = opened(new OrtSession.RunOptions());
        options.setTerminate(true);
        @Nullable Object[] args = {Map.of("x", tensor(ROWS)), primary.getOutputNames(), Map.of(), options, null, null};

        assertThat(site.classify(catchThrowable(() -> site.invoke(0, primary, args))))
                .isEqualTo(FailureClass.CANCELLED);
        assertThat(site.classify(catchThrowable(() -> site.invoke(0, target, args))))
                .isEqualTo(FailureClass.CANCELLED);
    }

    @Test
    void failuresOfTheSurroundingsMayPass() {
        for (OrtException.OrtErrorCode code : OrtException.OrtErrorCode.values()) {
            FailureClass found = site.classify(new OrtException(code, "x"));
            boolean surroundings = Set.of("ORT_EP_FAIL", "ORT_RUNTIME_EXCEPTION", "ORT_ENGINE_ERROR")
                    .contains(code.name());
            boolean caller = Set.of("ORT_INVALID_ARGUMENT", "ORT_JAVA_UNKNOWN").contains(code.name());
            assertThat(found)
                    .as(code.name())
                    .isEqualTo(
                            surroundings
                                    ? FailureClass.TRANSIENT
                                    : caller ? FailureClass.CALLER : FailureClass.UNAVAILABLE);
        }
    }

    @Test
    void aClosedSessionIsNeverEntered() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));
        OrtSession target = OnnxModels.times("small", 2);
        @Nullable Object[] args = args(primary, Map.of("x", tensor(ROWS)));
        target.close();
        site.seen(target);

        assertThat(site.nameOf(target)).isEmpty();
        assertThat(site.retarget(0, args, primary, target, null)).contains("closed");
        assertThat(site.incompatible(primary, target)).contains("could not be read");
        Throwable failure = catchThrowable(() -> site.invoke(0, target, args));
        assertThat(site.classify(failure)).isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void aClosedTensorNeverReachesNativeCode() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));
        OrtSession target = opened(OnnxModels.times("small", 2));
        OnnxTensor closed = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), ROWS);
        closed.close();
        @Nullable Object[] args = args(primary, Map.of("x", closed));
        @Nullable Object[] pinned = {Map.of("x", tensor(ROWS)), Set.of(), Map.of("y", closed), null, null, null};

        assertThat(site.retarget(0, args, primary, target, null))
                .contains("input 'x'")
                .contains("closed");
        assertThat(site.retarget(0, pinned, primary, target, null)).contains("pinned output 'y'");
        Throwable failure = catchThrowable(() -> site.invoke(0, target, args));
        assertThat(failure).hasMessageContaining("input 'x'");
        assertThat(site.classify(failure)).isEqualTo(FailureClass.CALLER);
    }

    @Test
    void closedRunOptionsNeverReachNativeCode() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));
        OrtSession target = opened(OnnxModels.times("small", 2));
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        options.close();
        @Nullable Object[] args = {Map.of("x", tensor(ROWS)), primary.getOutputNames(), Map.of(), options, null, null};

        assertThat(site.retarget(0, args, primary, target, null)).contains("RunOptions");
        assertThat(site.classify(catchThrowable(() -> site.invoke(0, target, args))))
                .isEqualTo(FailureClass.CALLER);
    }

    @Test
    void aSessionIsNamedByItsGraph() throws Exception {
        assertThat(site.nameOf(opened(OnnxModels.times("large", 2)))).isEqualTo("large");
    }

    @Test
    void aSessionClosedMeanwhileIsNamedAndComparedWithoutNativeCode() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));
        OrtSession gone = OnnxModels.times("small", 2);
        site.seen(gone);
        gone.close();

        assertThat(site.nameOf(gone)).isEqualTo("small");
        assertThat(site.incompatible(primary, gone)).isNull();
    }

    @Test
    void noModelCanBeAskedForByName() throws Exception {
        OrtSession session = opened(OnnxModels.times("large", 2));

        assertThat(site.retarget(0, args(session, Map.of("x", tensor(ROWS))), session, session, "mini"))
                .contains("by name");
    }

    @Test
    void modelsOfOtherInputsOrOutputsAreRefusedInWords() throws Exception {
        OrtSession primary = opened(OnnxModels.times("large", 2));

        assertThat(site.incompatible(primary, opened(OnnxModels.times("small", 3))))
                .isNull();
        assertThat(site.incompatible(primary, times("x", "y", 16, 16)))
                .isEqualTo("its input 'x' is FLOAT[-1, 16] where the primary's is FLOAT[-1, 3]");
        assertThat(site.incompatible(primary, times("features", "y", 3, 3))).contains("needs an input 'features'");
        assertThat(site.incompatible(primary, times("x", "scores", 3, 3))).contains("no output 'y'");
        assertThat(site.incompatible(primary, opened(OnnxModels.timesTwoInDouble("double"))))
                .contains("DOUBLE");
        assertThat(site.incompatible(primary, opened(OnnxModels.reshape("reshape"))))
                .contains("needs an input 'shape'");
        assertThat(site.incompatible(opened(OnnxModels.reshape("reshape")), primary))
                .contains("no input 'shape'");
        assertThat(site.incompatible(primary, opened(OnnxModels.twoOutputs("two", 2, "y", "z"))))
                .as("one output more is never asked for")
                .isNull();
        assertThat(site.incompatible(opened(OnnxModels.twoOutputs("two", 2, "y", "z")), primary))
                .contains("no output 'z'");
        assertThat(site.incompatible(primary, "no session")).contains("java.lang.String");
    }

    @Test
    void aModelThatTakesFewerShapesThanThePrimaryIsRefusedAndOneThatTakesMoreIsNot() throws Exception {
        OrtSession anyBatch = opened(OnnxModels.times("any", 2));
        OrtSession oneRow = opened(OnnxModels.times("one", 2, "x", new long[] {1, 3}, "y", new long[] {1, 3}));

        assertThat(site.incompatible(anyBatch, oneRow)).contains("FLOAT[1, 3]");
        assertThat(site.incompatible(oneRow, anyBatch)).isNull();
    }

    private OrtSession times(String in, String out, long inWidth, long outWidth) throws OrtException {
        return opened(OnnxModels.times("m", 2, in, new long[] {ANY, inWidth}, out, new long[] {ANY, outWidth}));
    }

    private OrtSession.Result invoke(OrtSession session, @Nullable Object[] args) throws OrtException {
        return opened((OrtSession.Result)
                Objects.requireNonNull(site.invoke(0, session, args[0], args[1], args[2], args[3], null, null)));
    }

    private Throwable failure(OrtSession session, Map<String, OnnxTensor> inputs) {
        return Objects.requireNonNull(catchThrowable(() -> site.invoke(0, session, args(session, inputs))));
    }

    private static OrtException.OrtErrorCode code(Throwable failure) {
        assertThat(failure).isInstanceOf(OrtException.class);
        return ((OrtException) failure).getCode();
    }

    /** What arrives where {@code run(Map)} was called: the session's own output names, nothing pinned, no options. */
    private static @Nullable Object[] args(OrtSession called, Map<String, OnnxTensor> inputs) {
        return new @Nullable Object[] {inputs, new LinkedHashSet<>(called.getOutputNames()), Map.of(), null, null, null
        };
    }

    private OnnxTensor tensor(float[][] rows) throws OrtException {
        return opened(OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows));
    }

    private OnnxTensor longs(long... values) throws OrtException {
        return opened(OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {values.length}));
    }

    private static float[][] rows(OrtSession.Result result, String output) throws OrtException {
        return (float[][]) result.get(output).orElseThrow().getValue();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        if (resource instanceof OrtSession) {
            site.seen(resource);
        }
        return resource;
    }
}
