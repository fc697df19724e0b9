"""What one process keeps, bounded by bytes and by time."""

from webapp.caching.memory import OVERHEAD, Kept, Memory

NOW = 1000.0


def kept(value: str = "v", *, size: int = 0, lives: float = 60) -> Kept:
    return Kept(value, size, asks_at=NOW + 1, fresh_until=NOW + lives, gone_at=NOW + lives)


def value_of(memory: Memory[str], key: str, now: float = NOW) -> object:
    found = memory.get(key, now)
    return None if found is None else found.value


class TestMemory:
    def test_what_is_put_is_found(self) -> None:
        memory = Memory[str](10_000)
        memory.put("a", kept("Thrall"))

        assert value_of(memory, "a") == "Thrall"
        assert value_of(memory, "b") is None

    def test_what_is_over_is_gone_and_frees_its_place(self) -> None:
        memory = Memory[str](10_000)
        memory.put("a", kept(size=100, lives=60))

        assert value_of(memory, "a", NOW + 60) is None
        assert (memory.used, len(memory)) == (0, 0)

    def test_who_was_not_used_for_longest_goes_first(self) -> None:
        memory = Memory[str](2 * OVERHEAD)
        for key in ("a", "b"):
            memory.put(key, kept(key))
        memory.get("a", NOW)
        memory.put("c", kept("c"))

        assert [value_of(memory, key) for key in "abc"] == ["a", None, "c"]

    def test_what_is_larger_than_all_is_not_kept_and_drives_nothing_out(self) -> None:
        memory = Memory[str](2 * OVERHEAD)
        memory.put("a", kept())
        memory.put("b", kept(size=2 * OVERHEAD))

        assert (value_of(memory, "a"), value_of(memory, "b")) == ("v", None)

    def test_a_key_that_is_put_again_is_counted_once(self) -> None:
        memory = Memory[str](10_000)
        memory.put("a", kept(size=500))
        memory.put("a", kept(size=100))

        assert memory.used == 100 + OVERHEAD

    def test_a_prefix_is_let_go_of_and_the_rest_stays(self) -> None:
        memory = Memory[str](10_000)
        for key in ("roster:1:a", "roster:1:b", "roster:12:a"):
            memory.put(key, kept(key))
        memory.delete_prefix("roster:1:")
        memory.delete("roster:9:a")

        assert len(memory) == 1
        assert value_of(memory, "roster:12:a") == "roster:12:a"
