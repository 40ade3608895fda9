"""The queue answers everybody in turn within the quotas, tells positions, and lets go of all when the bot stops."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from virtual_time import played

from bot.discord.languages import speak, spoken
from bot.discord.line import Line, Place
from bot.discord.queueing import FORGOTTEN, FULL, RESTARTING, TOLD_TOGETHER, Bounds, Queue
from bot.discord.quotas import Allowances, Quotas
from bot.errors import UsageProblem

WIDE = Quotas(burst=10_000, per_minute=600_000, server_per_minute=600_000)
ANNA, BORIS, CARLA = 1, 2, 3
HERE, THERE = 100, 200


@dataclass
class Scene:
    """A queue, and what happened to those who asked."""

    queue: Queue
    answered: list[tuple[str, float]] = field(default_factory=list)  # what, and when
    refused: list[str] = field(default_factory=list)
    positions: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    tasks: list[asyncio.Task] = field(default_factory=list)
    most_at_work: int = 0

    def ask(self, name: str, user: int, guild: int | None = HERE, takes_s: float = 1.0) -> asyncio.Task:
        self.tasks.append(asyncio.create_task(self._ask(name, user, guild, takes_s)))
        return self.tasks[-1]

    async def ended(self) -> None:
        await asyncio.gather(*self.tasks, return_exceptions=True)

    @property
    def order(self) -> list[str]:
        return [name for name, _ in self.answered]

    async def _ask(self, name: str, user: int, guild: int | None, takes_s: float) -> None:
        time = asyncio.get_running_loop().time
        try:
            async with self.queue.turn(
                user, guild, lambda position: self.positions.setdefault(name, []).append((position, time()))
            ):
                self.most_at_work = max(self.most_at_work, self.queue.at_work)
                await asyncio.sleep(takes_s)
            self.answered.append((name, time()))
        except UsageProblem as problem:
            self.refused.append(str(problem))


# --- turns


def test_no_more_are_answered_at_once_than_wanted() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=3), WIDE))
        for number in range(10):
            made.ask(str(number), user=number)
        await made.ended()
        return made

    made = played(scene())
    assert made.most_at_work == 3
    assert dict(made.answered) == {str(number): 1.0 + number // 3 for number in range(10)}


def test_nobody_is_told_a_position_who_need_not_wait() -> None:
    async def scene() -> Scene:
        made = Scene(Queue())
        made.ask("a", ANNA)
        made.ask("b", BORIS)
        await made.ended()
        return made

    assert played(scene()).positions == {}


def test_positions_are_told_at_once_and_as_they_change() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for user, name in enumerate("abcd"):
            made.ask(name, user, takes_s=3.0)
        await made.ended()
        return made

    positions = played(scene()).positions
    assert [position for position, _ in positions["d"]] == [3, 2, 1]
    assert positions["b"] == [(1, 0.0)]
    assert "a" not in positions


def test_positions_are_told_in_the_language_of_who_waits_whoever_moves_the_queue_on() -> None:
    async def scene() -> list[tuple[str, int, str]]:
        queue, told = Queue(Bounds(at_once=1), WIDE), []

        async def ask(language: str, user: int) -> None:
            speak(language)
            async with queue.turn(user, HERE, lambda position: told.append((language, position, spoken()))):
                await asyncio.sleep(2)

        await asyncio.gather(*(ask(language, user) for user, language in enumerate(("de", "es", "ko", "zh-CN"))))
        return told

    told = played(scene())
    assert all(language == heard for language, _, heard in told)
    assert ("zh-CN", 1, "zh-CN") in told  # told after others moved the queue on


def test_positions_are_told_at_most_once_a_second() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for user in range(30):
            made.ask(str(user), user, takes_s=0.1)
        await made.ended()
        return made

    told = played(scene()).positions["29"]
    assert [position for position, _ in told] == [20, 10]
    assert all(later - before >= 0.99 for (_, before), (_, later) in pairwise(told))


def test_however_many_wait_only_some_are_told_at_a_time_and_all_in_turn() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for user in range(100):
            made.ask(str(user), user, takes_s=0.5)
        await made.ended()
        return made

    positions = played(scene()).positions
    told = [at for name in positions.values() for _, at in name]
    assert max(Counter(told).values()) <= TOLD_TOGETHER
    assert len(positions) > 80
    assert len(told) > 5 * TOLD_TOGETHER


def test_many_questions_of_one_person_do_not_block_another() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for number in range(20):
            made.ask(f"anna {number}", ANNA)
        await asyncio.sleep(0.5)
        made.ask("boris", BORIS)
        await made.ended()
        return made

    made = played(scene())
    assert made.order.index("boris") <= 2
    assert made.positions["boris"] == [(2, 0.5), (1, 2.0)]


def test_the_order_among_ones_own_questions_stays() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for number in range(5):
            made.ask(f"a{number}", ANNA)
            made.ask(f"b{number}", BORIS)
        await made.ended()
        return made

    order = played(scene()).order
    assert [name for name in order if name[0] == "a"] == [f"a{number}" for number in range(5)]
    assert max(abs(order.index(f"a{number}") - order.index(f"b{number}")) for number in range(5)) == 1


def test_who_goes_away_leaves_the_queue() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for user, name in enumerate("abc"):
            made.ask(name, user)
        await asyncio.sleep(0.5)
        made.tasks[1].cancel()
        await made.ended()
        return made

    made = played(scene())
    assert made.order == ["a", "c"]
    assert (made.queue.waiting, made.queue.at_work) == (0, 0)


def test_who_goes_away_in_the_moment_of_their_turn_gives_it_to_the_next() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for user, name in enumerate("abc"):
            made.ask(name, user)
        await asyncio.sleep(0)
        made.tasks[0].add_done_callback(lambda task: made.tasks[1].cancel())
        await made.ended()
        return made

    assert played(scene()).order == ["a", "c"]


def test_who_goes_away_just_before_the_turn_before_theirs_ends_gives_it_to_the_next() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for user, name in enumerate("abc"):
            made.ask(name, user)
        await asyncio.sleep(0)
        made.tasks[0].cancel()  # it ends its turn in the next step of the loop, before `b` is gone
        made.tasks[1].cancel()
        await made.ended()
        return made

    made = played(scene())
    assert made.order == ["c"]
    assert made.tasks[0].cancelled()


def test_an_answer_that_fails_gives_its_turn_to_the_next() -> None:
    async def scene() -> Queue:
        queue = Queue(Bounds(at_once=1), WIDE)
        with pytest.raises(KeyError):
            async with queue.turn(ANNA, HERE, print):
                raise KeyError("rain")
        async with queue.turn(ANNA, HERE, print):
            return queue

    assert played(scene()).at_work == 0


# --- quotas


def test_a_burst_is_answered_and_then_one_a_second() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=50)))
        for number in range(15):
            made.ask(str(number), ANNA, takes_s=0.0)
        await made.ended()
        return made

    made = played(scene())
    moments = [at for _, at in made.answered]
    assert moments[:10] == [0.0] * 10
    assert moments[10:] == pytest.approx([1.0, 2.0, 3.0, 4.0, 5.0])
    assert made.refused == []


def test_a_quota_of_one_person_holds_nobody_else_up() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1)))
        for number in range(15):
            made.ask(str(number), ANNA, takes_s=0.0)
        made.ask("boris", BORIS, takes_s=0.0)
        await made.ended()
        return made

    assert dict(played(scene()).answered)["boris"] == 0.0


def test_a_server_has_its_own_quota_and_direct_messages_have_none() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=500)))
        for user in range(120):
            made.ask("here", user, HERE, takes_s=0.0)
            made.ask("there", user + 1_000, THERE if user < 50 else None, takes_s=0.0)
        await made.ended()
        return made

    answered = played(scene()).answered
    assert sum(name == "here" and at == 0.0 for name, at in answered) == 100
    assert all(at == 0.0 for name, at in answered if name == "there")
    assert max(at for _, at in answered) == pytest.approx(2.0)


@given(st.lists(st.tuples(st.integers(1, 3), st.floats(0, 20)), max_size=80))
def test_nobody_is_answered_more_often_than_the_quota_says(asked: list[tuple[int, float]]) -> None:
    allowances, taken, now = Allowances(Quotas()), [], 0.0
    for user, later in asked:
        now += later / 10
        if allowances.wait_s(user, HERE, now) <= 0:
            allowances.take(user, HERE, now)
            taken.append((user, now))
    for who, since in taken:
        assert sum(user == who and since <= at < since + 60 for user, at in taken) <= 10 + 60


# --- bounds


def test_more_than_may_wait_are_refused_with_when_to_ask_again() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1, waiting=3), WIDE))
        for user in range(6):
            made.ask(str(user), user)
        await made.ended()
        return made

    made = played(scene())
    assert made.refused == [FULL.format("in a minute")] * 2
    assert len(made.answered) == 4


def test_nobody_fills_the_queue_alone() -> None:
    async def scene() -> Scene:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for number in range(25):
            made.ask(str(number), ANNA, takes_s=30.0)
        made.ask("boris", BORIS)
        await made.ended()
        return made

    made = played(scene())
    assert len(made.answered) == 22
    assert "boris" in made.order
    assert made.refused[0].startswith("20 of your questions are waiting already. Ask again in")


def test_refusals_are_counted_by_reason() -> None:
    async def scene() -> list[str]:
        why: list[str] = []
        made = Scene(Queue(Bounds(at_once=1, waiting=1, waiting_each=1), WIDE, why.append))
        for name, user in (("a", ANNA), ("b", ANNA), ("c", ANNA), ("d", BORIS)):
            made.ask(name, user)
        await made.ended()
        return why

    assert played(scene()) == ["full for the person", "full"]


def test_what_somebody_has_forgotten_waits_no_longer() -> None:
    async def scene() -> tuple[Scene, int]:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for name, user in (("a", ANNA), ("b", ANNA), ("c", BORIS), ("d", ANNA)):
            made.ask(name, user)
        await asyncio.sleep(0)
        dropped = made.queue.drop(ANNA)
        await made.ended()
        return made, dropped

    made, dropped = played(scene())
    assert (made.order, made.refused, dropped) == (["a", "c"], [FORGOTTEN] * 2, 2)


def test_who_has_just_gone_away_hinders_nobody_from_being_forgotten_with_the_rest() -> None:
    async def scene() -> tuple[Scene, int]:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        for name, user in (("a", BORIS), ("b", ANNA), ("c", ANNA)):
            made.ask(name, user)
        await asyncio.sleep(0)
        made.tasks[1].cancel()
        dropped = made.queue.drop(ANNA)
        await made.ended()
        return made, dropped

    made, dropped = played(scene())
    assert (made.order, made.refused, dropped) == (["a"], [FORGOTTEN], 1)


# --- the end


def test_answers_that_are_nearly_made_are_waited_for_when_the_bot_stops() -> None:
    async def scene() -> tuple[Scene, float]:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        made.ask("a", ANNA, takes_s=4.0)
        made.ask("b", BORIS)
        await asyncio.sleep(0)
        await made.queue.close()
        return made, asyncio.get_running_loop().time()

    made, at = played(scene())
    assert (made.answered, made.refused, at) == ([("a", 4.0)], [RESTARTING], 4.0)


def test_answers_that_take_too_long_are_given_up_with_a_word_to_the_asker() -> None:
    async def scene() -> tuple[Scene, float]:
        made = Scene(Queue(Bounds(at_once=1), WIDE))
        made.ask("a", ANNA, takes_s=60.0)
        await asyncio.sleep(0)
        await made.queue.close()
        return made, asyncio.get_running_loop().time()

    made, at = played(scene())
    assert (made.answered, made.refused, at) == ([], [RESTARTING], 5.0)


def test_who_comes_to_ask_while_the_bot_stops_is_told_so() -> None:
    async def scene() -> Scene:
        made = Scene(Queue())

        async def comes() -> None:
            made.queue.attend()
            await asyncio.sleep(0.5)
            await made.ask("a", ANNA)

        coming = asyncio.create_task(comes())
        await asyncio.sleep(0)
        await made.queue.close()
        assert coming.done()
        return made

    assert played(scene()).refused == [RESTARTING]


def test_what_is_being_sent_is_waited_for() -> None:
    async def scene() -> tuple[list[str], float]:
        queue, sent = Queue(), []

        async def asker() -> None:
            async with queue.turn(ANNA, HERE, print):
                await asyncio.sleep(0.1)
            await asyncio.sleep(1.0)
            sent.append("all of it")

        task = asyncio.create_task(asker())
        await asyncio.sleep(0.5)
        await queue.close()
        assert task.done()
        return sent, asyncio.get_running_loop().time()

    sent, at = played(scene())
    assert (sent, at) == (["all of it"], pytest.approx(1.1))


def test_the_end_comes_even_if_something_is_sent_for_ever() -> None:
    async def scene() -> float:
        queue = Queue()

        async def asker() -> None:
            async with queue.turn(ANNA, HERE, print):
                pass
            await asyncio.sleep(1_000)

        task = asyncio.create_task(asker())
        await asyncio.sleep(0)
        await queue.close()
        task.cancel()
        return asyncio.get_running_loop().time()

    assert played(scene()) <= 10.0


def test_after_the_end_nothing_is_taken() -> None:
    async def scene() -> Scene:
        made = Scene(Queue())
        await made.queue.close()
        made.ask("a", ANNA)
        await made.ended()
        return made

    assert played(scene()).refused == [RESTARTING]


def test_a_cancellation_from_elsewhere_stays_one() -> None:
    async def scene() -> bool:
        queue = Queue()

        async def asker() -> None:
            async with queue.turn(ANNA, HERE, print):
                await asyncio.sleep(60)

        task = asyncio.create_task(asker())
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    assert played(scene())


# --- the line


@given(st.lists(st.integers(0, 4), max_size=30))
def test_everybody_comes_up_once_and_nobody_is_passed_over_by_more_than_one_of_another(users: list[int]) -> None:
    line: Line[Place] = Line()
    places = [Place(user) for user in users]
    for place in places:
        line.join(place)
    foretold = list(line)
    assert [line.position(place) for place in foretold] == list(range(1, len(users) + 1))
    came = [line.come_up(lambda place: True) for _ in users]
    assert came == foretold
    assert {id(place) for place in came} == {id(place) for place in places}
    for user in set(users):
        first = next(at for at, place in enumerate(came) if place.whose == user)
        assert first < len(set(users))
    assert line.come_up(lambda place: True) is None
