"""How words sound, as a few letters: words that sound much the same have the same ones."""

_ALIKE = (
    *(("x", "ks"), ("tion", "Xn"), ("sion", "Xn"), ("cious", "Xs"), ("tious", "Xs"), ("shus", "Xs"), ("ph", "f")),
    *(("ght", "t"), ("ugh", "f"), ("kn", "n"), ("wr", "r"), ("tch", "X"), ("sch", "sk"), ("ch", "X"), ("sh", "X")),
    *(("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("dge", "X"), ("ge", "Xe"), ("gi", "Xi"), ("gy", "Xy")),
    ("th", "0"),
)
"""Letters that together have a sound of their own. `X` is the sound of `sh`, and `0` that of `th`."""

_ONE = str.maketrans({"c": "k", "q": "k", "z": "s", "g": "k", "d": "t", "b": "p", "v": "f", "j": "X"})
_VOWELS = frozenset("aeiou")
_MUTE = _VOWELS | frozenset("yhw")
_LONG_SOUND, _MOST_APART = 4, 4


def sound(said: str) -> str:
    """Return how words sound: the first sound, `a` for a vowel, then all but the vowels, none twice in a row."""
    said = _spoken(said)
    heard = "a" if said[:1] in _VOWELS else said[:1]
    for letter in said[1:]:
        if letter not in _MUTE and letter != heard[-1:]:
            heard += letter
    return heard


def is_heard_as(typed: str, word: str) -> bool:
    """Say whether a word of the same sound is so much like this one that it may be what was meant: `cofing`."""
    most = 1 if len(sound(word)) < _LONG_SOUND else 2
    return _apart(_spoken(typed), _spoken(word)) <= most


def is_spoken_as(said: str, word: str) -> bool:
    """Say whether words of the same sound are so much like this one that they may be it: `anna fill axis`."""
    return _apart(_spoken(said), _spoken(word)) <= _MOST_APART


def _spoken(said: str) -> str:
    """Return words as one, with one letter for each sound."""
    said = said.replace(" ", "")
    for letters, one in _ALIKE:
        said = said.replace(letters, one)
    return said.translate(_ONE)


def _apart(one: str, other: str) -> int:
    """Return how many letters have to be put in, left out or changed to make these two the same."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, against in enumerate(other, 1):
            before, row[place] = row[place], min(before + (letter != against), row[place] + 1, row[place - 1] + 1)
    return row[-1]


LEAST_SOUNDS = 3
"""One word alone is known by its sound from so many sounds on."""
