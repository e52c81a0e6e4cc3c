"""From one live list to another: what is sent leads there and moves as little as it can."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from stoppress.edge.live.delta import Item, Items, delta, event, parse_items
from stoppress.edge.live.lists import PAST_VERSIONS, LiveList, LiveLists
from stoppress.store import Batch, Page, Store, make_fragment
from stoppress.store.exchange import exchange
from tests.edge.serving import live_list


def items(*pairs: str) -> Items:
    return parse_items(live_list(*pairs).encode())


lists = st.lists(
    st.builds(
        lambda n, v: Item(str(n), str(v), f"<li>{n} {v}"), st.integers(1, 12), st.integers(1, 3)
    ),
    max_size=12,
    unique_by=lambda item: item.id,
).map(tuple)


@given(lists, lists)
def test_applying_a_delta_gives_the_new_list(before: Items, after: Items) -> None:
    change = delta(before, after)
    moved = {*change["remove"], *(item["id"] for item in change["add"])}
    page = [(item.id, item.html) for item in before if item.id not in moved]
    for item in change["add"]:
        page.insert(item["index"], (item["id"], item["html"]))
    assert page == [(item.id, item.html) for item in after]


@given(lists)
def test_no_change_is_an_empty_delta(same: Items) -> None:
    assert delta(same, same) == {"add": [], "remove": []}


def test_a_new_item_on_top_is_all_that_is_sent() -> None:
    change = delta(items("3:a", "2:a", "1:a"), items("4:a", "3:a", "2:a"))
    assert change == {"add": [{"id": "4", "html": "<li>4 a</li>", "index": 0}], "remove": ["1"]}


def test_one_item_that_moved_is_one_item_sent() -> None:
    change = delta(items("4:a", "3:a", "2:a", "1:a"), items("1:a", "4:a", "3:a", "2:a"))
    assert [item["id"] for item in change["add"]] == ["1"]
    assert change["remove"] == []


def test_who_has_an_unknown_version_gets_everything() -> None:
    change = delta(None, items("2:a", "1:a"))
    assert change["reset"] is True
    assert [item["id"] for item in change["add"]] == ["2", "1"]


def test_an_event_is_one_line_of_data_whatever_it_holds() -> None:
    text = event("ff", {"add": [{"html": "a\nb\r\nc\u2028Körfəz"}]}).decode()
    assert text.startswith("id: ff\nevent: latest\ndata: {")
    assert text.endswith("}\n\n")
    assert text.count("\n") == 4
    assert "Körfəz" in text


def test_a_channel_keeps_a_number_of_past_versions() -> None:
    live_list = LiveList()
    for number in range(PAST_VERSIONS + 10):
        live_list.put(f"{number:x}", items(f"{number}:a"))
    assert len(live_list.past) == PAST_VERSIONS
    assert b'"reset":true' in live_list.since("0")
    assert b'"reset":true' in live_list.since(None)
    assert b'"reset"' not in live_list.since(f"{PAST_VERSIONS + 8:x}")


def test_the_list_of_a_store_in_anothers_place_is_taken_at_the_same_number(tmp_path: Path) -> None:
    for name in ("store", "other"):
        with_list(Store.open(tmp_path / name), live_list(f"1:{name}"))
    store = Store.open(tmp_path / "store", readonly=True)
    lists = LiveLists(store)
    with store.snapshot() as before:
        followed = lists.follow("/-/live/en")
    assert followed is not None
    assert "store" in followed.since(None).decode()
    exchange(tmp_path / "store", tmp_path / "other")
    assert store.reopen_if_replaced()
    with store.snapshot() as after:
        assert after.number == before.number
        assert after.state != before.state
    assert lists.follow("/-/live/en") is followed
    assert "other" in followed.since(None).decode()


def test_the_list_of_an_edition_that_was_closed_is_told_to_nobody(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with_list(store, live_list("1:withdrawn"))
    lists = LiveLists(store)
    followed = lists.follow("/-/live/en")
    assert followed is not None
    store.apply(Batch(forget_pages={"/-/latest/en.json"}))
    assert lists.follow("/-/live/en") is None
    assert followed.ended
    assert followed.changed.is_set()
    with_list(store, live_list("2:open again"))
    again = lists.follow("/-/live/en")
    assert again is not None
    assert "withdrawn" not in again.since(None).decode()


def with_list(store: Store, text: str) -> None:
    fragment = make_fragment("live/en", text.encode(), 1_780_000_000)
    store.apply(Batch([fragment], {"/-/latest/en.json": Page((fragment.key,))}))
