package dev.signalbox.agent.site.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.agent.testing.Turns;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of reactive streams, for a publisher in the place of others. */
class RelayTest {
    /** A publisher that does what the test says, and keeps what it was asked for. */
    private static final class Hand implements Flow.Publisher<String>, Flow.Subscription {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private Flow.@Nullable Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super String> to) {
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            asked.add("request " + n);
            if (n <= 0) {
                to().onError(new IllegalArgumentException("not " + n));
            }
        }

        @Override
        public void cancel() {
            asked.add("cancel");
        }

        Flow.Subscriber<? super String> to() {
            return Objects.requireNonNull(subscriber);
        }
    }

    private static class Reader implements Flow.Subscriber<String> {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private Flow.@Nullable Subscription subscription;
        private final long atOnce;

        Reader(long atOnce) {
            this.atOnce = atOnce;
        }

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            heard.add("subscribed");
            subscription = to;
            if (atOnce != 0) {
                to.request(atOnce);
            }
        }

        @Override
        public void onNext(String item) {
            heard.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            heard.add("error " + failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    }

    private static final RoutedPublisher.Source<String> SOURCE = new RoutedPublisher.Source<>() {
        @Override
        @SuppressWarnings("unchecked")
        public Flow.Publisher<String> of(Object target, @Nullable Object[] args) {
            return (Flow.Publisher<String>) target;
        }

        @Override
        public @Nullable Object result(String element) {
            return element.startsWith("whole") ? element : null;
        }

        @Override
        public boolean isCut(Object target, Object result) {
            return result.equals("whole, cut");
        }
    };

    private static Turns turns(Object... targets) {
        return new Turns(new @Nullable Object[0], targets);
    }

    private static void subscribe(Turns turns, Flow.Subscriber<String> reader) {
        new RoutedPublisher<>(turns, SOURCE).subscribe(reader);
    }

    @Test
    void nothingHappensBeforeTheSubscriptionAndEachOneIsACall() {
        Hand hand = new Hand();
        Turns turns = turns(hand, hand);
        RoutedPublisher<String> publisher = new RoutedPublisher<>(turns, SOURCE);
        assertThat(turns.told()).isEmpty();

        publisher.subscribe(new Reader(0));
        publisher.subscribe(new Reader(0));

        assertThat(turns.told()).containsExactly("attempt", "attempt");
        assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void elementsPassAndTheResultIsKept() {
        Hand hand = new Hand();
        Turns turns = turns(hand);
        Reader reader = new Reader(2);
        subscribe(turns, reader);

        hand.to().onNext("a");
        hand.to().onNext("whole");
        hand.to().onComplete();
        hand.to().onComplete();
        hand.to().onNext("late");

        assertThat(reader.heard).containsExactly("subscribed", "a", "whole", "complete");
        assertThat(turns.told()).containsExactly("attempt", "output", "succeeded");
        assertThat(turns.result()).isEqualTo("whole");
    }

    @Test
    void demandFromBeforeAndAfterTheConnectionIsPassedOnOnce() {
        Hand hand = new Hand();
        Reader reader = new Reader(2);
        subscribe(turns(hand), reader);

        reader.subscription().request(3);

        assertThat(hand.asked).containsExactly("request 2", "request 3");
    }

    @Test
    void noDemandAsksForNothing() {
        Hand hand = new Hand();
        subscribe(turns(hand), new Reader(0));

        assertThat(hand.asked).isEmpty();
    }

    @Test
    void whatFailsBeforeTheFirstElementHandsItsWholeDemandOver() {
        Hand first = new Hand();
        Hand second = new Hand();
        Turns turns = turns(first, second);
        Reader reader = new Reader(2);
        subscribe(turns, reader);
        reader.subscription().request(5);

        Flow.Subscriber<? super String> old = first.to();
        old.onError(new IOException("x"));
        old.onNext("late");
        old.onComplete();
        old.onError(new IOException("late"));
        reader.subscription().request(1);
        second.to().onNext("a");
        second.to().onComplete();

        assertThat(first.asked).containsExactly("request 2", "request 5");
        assertThat(second.asked).containsExactly("request 7", "request 1");
        assertThat(reader.heard).containsExactly("subscribed", "a", "complete");
    }

    @Test
    void demandSaturates() {
        Hand first = new Hand();
        Hand second = new Hand();
        Reader reader = new Reader(Long.MAX_VALUE);
        subscribe(turns(first, second), reader);
        reader.subscription().request(1);

        first.to().onError(new IOException("x"));

        assertThat(second.asked).containsExactly("request " + Long.MAX_VALUE);
    }

    @Test
    void afterAnElementAFailureIsTheSubscribers() {
        Hand first = new Hand();
        Turns turns = turns(first, new Hand());
        Reader reader = new Reader(9);
        subscribe(turns, reader);

        first.to().onNext("a");
        first.to().onError(new IOException("x"));
        first.to().onError(new IOException("y"));

        assertThat(reader.heard).containsExactly("subscribed", "a", "error IOException");
        assertThat(turns.told()).containsExactly("attempt", "output", "failed: IOException");
    }

    @Test
    void aCancelReachesTheLibraryAndNobodyIsAskedAgain() {
        Hand first = new Hand();
        Hand second = new Hand();
        Turns turns = turns(first, second);
        Reader reader = new Reader(9);
        subscribe(turns, reader);

        reader.subscription().cancel();
        first.to().onError(new IOException("because of the cancel"));

        assertThat(first.asked).containsExactly("request 9", "cancel");
        assertThat(turns.told()).containsExactly("attempt", "cancelled");
        assertThat(reader.heard).containsExactly("subscribed");
        assertThat(second.asked).isEmpty();
    }

    @Test
    void whoCancelsAtOnceCallsNobody() {
        Turns turns = turns(new Hand());
        subscribe(turns, new Reader(0) {
            @Override
            public void onSubscribe(Flow.Subscription to) {
                to.cancel();
            }
        });

        assertThat(turns.told()).isEmpty();
    }

    @Test
    void aSubscriptionThatComesTooLateIsCancelled() {
        Hand late = new Hand();
        AtomicLong subscriptions = new AtomicLong();
        Flow.Subscriber<? super String>[] kept = new Flow.Subscriber[1];
        Flow.Publisher<String> broken = to -> {
            subscriptions.incrementAndGet();
            kept[0] = to;
            throw new IllegalStateException("broken");
        };
        Hand second = new Hand();
        Reader reader = new Reader(1);
        subscribe(turns(broken, second), reader);

        kept[0].onSubscribe(late);
        kept[0].onNext("late");
        second.to().onNext("a");
        second.to().onSubscribe(late);

        assertThat(late.asked).containsExactly("cancel", "cancel");
        assertThat(second.asked).containsExactly("request 1");
        assertThat(reader.heard).containsExactly("subscribed", "a");
    }

    @Test
    void demandThatIsNoneIsAnErrorOfTheSubscriberOnce() {
        Hand hand = new Hand();
        Reader connected = new Reader(1);
        subscribe(turns(hand), connected);
        connected.subscription().request(0);
        assertThat(hand.asked).containsExactly("request 1", "request 0");
        assertThat(connected.heard).containsExactly("subscribed", "error IllegalArgumentException");

        Reader early = new Reader(-1);
        Turns none = turns(new Hand());
        subscribe(none, early);
        early.subscription().request(-1);
        assertThat(early.heard).containsExactly("subscribed", "error IllegalArgumentException");
        assertThat(none.told()).isEmpty();
    }

    @Test
    void whatASubscriberThrowsGoesWhereItWouldGoAndIsNoFailureOfTheModel() {
        Hand hand = new Hand();
        Turns turns = turns(hand);
        Reader throwing = new Reader(5) {
            @Override
            public void onNext(String item) {
                throw new IllegalStateException("mine");
            }
        };
        subscribe(turns, throwing);

        assertThatThrownBy(() -> hand.to().onNext("a")).hasMessage("mine");
        assertThat(turns.told()).containsExactly("attempt", "output", "cancelled");

        Flow.Publisher<String> atOnce = to -> {
            to.onSubscribe(new Hand());
            to.onNext("a");
        };
        Turns second = turns(atOnce);
        assertThatThrownBy(() -> subscribe(second, throwing)).hasMessage("mine");
        assertThat(second.told()).containsExactly("attempt", "output", "cancelled");
    }

    @Test
    void aRealPublisherIsReadAtTheReadersPace() {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
            Turns turns = turns(publisher);
            AtomicLong wanted = new AtomicLong();
            AtomicLong exceeded = new AtomicLong();
            Reader reader = new Reader(0) {
                @Override
                public void onNext(String item) {
                    if (wanted.decrementAndGet() < 0) {
                        exceeded.incrementAndGet();
                    }
                    super.onNext(item);
                }
            };
            subscribe(turns, reader);
            IntStream.range(0, 100).forEach(i -> publisher.submit("item " + i));
            publisher.close();
            for (int i = 0; i < 100; i++) {
                wanted.incrementAndGet();
                reader.subscription().request(1);
            }

            await().until(() -> reader.heard.contains("complete"));

            assertThat(reader.heard).hasSize(102);
            assertThat(exceeded).hasValue(0);
            assertThat(turns.told()).containsExactly("attempt", "output", "succeeded");
        }
    }

    @Test
    void aStreamThatIsCutBeforeAnyOutputIsMadeGoodWithTheWholeDemand() {
        Hand first = new Hand();
        Hand second = new Hand();
        Turns turns = turns(first, second);
        Reader reader = new Reader(2);
        subscribe(turns, reader);

        first.to().onNext("whole, cut");
        first.to().onComplete();
        second.to().onNext("x");
        second.to().onNext("whole x");
        second.to().onComplete();

        assertThat(reader.heard).containsExactly("subscribed", "x", "whole x", "complete");
        assertThat(turns.told()).containsExactly("attempt", "failed: EOFException", "attempt", "output", "succeeded");
    }

    @Test
    void aStreamThatIsCutAfterOutputIsHeardAsTheLibraryTellsItAndIsAFailure() {
        Hand first = new Hand();
        Turns turns = turns(first, new Hand());
        Reader reader = new Reader(9);
        subscribe(turns, reader);

        first.to().onNext("a");
        first.to().onNext("whole, cut");
        first.to().onComplete();

        assertThat(reader.heard).containsExactly("subscribed", "a", "whole, cut", "complete");
        assertThat(turns.told()).containsExactly("attempt", "output", "failed: EOFException");
    }

    @Test
    void aStreamThatIsCutIsHeardAsTheLibraryTellsItWhereNoOtherAnswers() {
        Hand first = new Hand();
        Hand second = new Hand();
        Turns turns = turns(first, second);
        Reader reader = new Reader(9);
        subscribe(turns, reader);

        first.to().onNext("whole, cut");
        first.to().onComplete();
        second.to().onError(new IllegalStateException("down"));

        assertThat(reader.heard).containsExactly("subscribed", "whole, cut", "complete");
        assertThat(turns.told())
                .containsExactly("attempt", "failed: EOFException", "attempt", "failed: IllegalStateException");
    }
}
